-- id: jkn.suspension
-- label: Sejak kapan penjaminan JKN berhenti bila iuran tidak dibayar | From when JKN cover stops where contributions are unpaid
-- sources: jkn.suspension_rule, jkn.arrears_months_max
-- in: asked (ask_no, asked_on, paid_through, segment)
-- out: first_unpaid day, covered_until day, months_unpaid months, months_billed months
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: paid_through date month | Bulan iuran terakhir yang dibayar | Last contribution month that was paid
-- arg: segment text code values=PPU_BU,PPU_PN,PBPU,BP default=PBPU | Segmen peserta | Segment of the member
-- res: first_unpaid date day | Bulan pertama yang belum dibayar | First month that is unpaid
-- res: covered_until date day | Dijamin sampai | Covered until
-- res: months_unpaid int64 months | Bulan yang belum dibayar | Months unpaid
-- res: months_billed int64 months | Bulan tunggakan yang ditagih | Months of arrears that are billed
-- when: jkn.arrears_months_max | reason=SUSPENDED
-- lapsing: jkn.arrears_months_max
-- say.id: Penjaminan berjalan; tanpa pembayaran berhenti setelah {covered_until}.
-- say.en: Cover runs; without a payment it stops after {covered_until}.
-- say.id.SUSPENDED: Penjaminan berhenti setelah {covered_until}: {months_unpaid} bulan belum dibayar.
-- say.en.SUSPENDED: Cover stopped after {covered_until}: {months_unpaid} months are unpaid.
-- The law of the first unpaid month says how late a payment may be.
SELECT
  ask_no, 'OK' AS outcome, reason, first_unpaid, covered_until, months_unpaid,
  CASE WHEN asked_on > covered_until
    THEN LEAST(months_unpaid, COALESCE(param('jkn.arrears_months_max', asked_on), months_unpaid)) ELSE 0 END
    AS months_billed
FROM (
  SELECT
    *, CASE WHEN asked_on > covered_until THEN 'SUSPENDED' WHEN months_unpaid = 0 THEN 'PAID_UP' ELSE 'IN_GRACE' END AS reason
  FROM (
    SELECT
      *,
      add_days(
        add_months(
          first_unpaid,
          1 + CASE WHEN segment IN ('PPU_BU', 'PPU_PN') THEN param('jkn.suspension_rule', first_unpaid, 'months_late_ppu')
            ELSE param('jkn.suspension_rule', first_unpaid, 'months_late_pbpu_bp') END
        ), -1
      ) AS covered_until,
      GREATEST(months_between(asked_on, paid_through), 0) AS months_unpaid
    FROM (
      SELECT *, add_months(paid_through, 1) AS first_unpaid FROM asked
    ) AS counted
  ) AS dated
) AS judged
