-- id: pu.late_fee
-- label: Denda terlambat iuran pekerja penerima upah | Late fee on the contributions of wage earners
-- sources: pu.late_fee
-- in: asked (ask_no, contribution_month, owed_idr, months_late)
-- out: fee_idr idr
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: owed_idr int64 idr max=1000000000000 | Iuran terutang bulan itu | Contribution owed for that month
-- arg: months_late int64 months max=1200 | Bulan terlambat | Months late
-- res: fee_idr int64 idr | Denda | Fee
-- say.id: Denda {months_late} bulan: {fee_idr}.
-- say.en: The fee for {months_late} months is {fee_idr}.
-- say.id.NO_FEE: Tidak ada denda keterlambatan.
-- say.en.NO_FEE: There is no late fee.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN fee_idr = 0 THEN 'NO_FEE' ELSE 'LATE_FEE' END AS reason, fee_idr
FROM (
  SELECT ask_no, owed_idr * param('pu.late_fee', contribution_month) * months_late // 100000 AS fee_idr
  FROM asked
) AS charged
