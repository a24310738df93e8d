-- id: jkn.late_fee
-- label: Denda keterlambatan iuran JKN | Late fee on JKN contributions
-- sources: jkn.late_fee_monthly, jkn.late_fee_months_cap
-- in: asked (ask_no, contribution_month, payer, owed_monthly_idr, months_late)
-- out: months_counted months, fee_idr idr
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: payer text code values=PPU,PBPU_BP | Siapa yang terlambat: pemberi kerja, atau peserta mandiri | Who is late: an employer, or a self-paying member
-- arg: owed_monthly_idr int64 idr/month | Iuran sebulan yang terutang | Contribution owed for one month
-- arg: months_late int64 months max=1200 | Bulan terlambat | Months late
-- res: months_counted int64 months | Bulan yang dihitung | Months that count
-- res: fee_idr int64 idr | Denda | Fee
-- lapsing: jkn.late_fee_months_cap
-- say.id: Denda {months_counted} bulan: {fee_idr}.
-- say.en: The fee for {months_counted} months is {fee_idr}.
-- say.id.FEE_ABOLISHED: Denda keterlambatan sudah dihapus.
-- say.en.FEE_ABOLISHED: The late fee has been abolished.
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN rate = 0 THEN 'FEE_ABOLISHED'
    WHEN months_counted < months_late THEN 'FEE_AT_CAP' ELSE 'LATE_FEE' END AS reason,
  months_counted, owed_monthly_idr * rate * months_counted // 100000 AS fee_idr
FROM (
  SELECT
    *, param('jkn.late_fee_monthly', contribution_month) AS rate,
    LEAST(months_late, COALESCE(param('jkn.late_fee_months_cap', contribution_month, payer), 0)) AS months_counted
  FROM asked
) AS counted
