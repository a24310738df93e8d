-- id: pu.months_late
-- label: Lama terlambat iuran pekerja penerima upah | How many months contributions of wage earners are late
-- sources: pu.late_fee
-- in: asked (ask_no, contribution_month, due_on, paid_on)
-- out: months_late months, rate_per_100000 per_100000
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: due_on date day | Dibayar paling lambat | Due on
-- find: due_on | Tertulis pada tagihannya. | It stands on the bill.
-- arg: paid_on date day default=on | Hari dibayar, atau hari ini bila belum | Day of payment, or today where it is unpaid
-- res: months_late int64 months | Bulan terlambat | Months late
-- res: rate_per_100000 int64 per_100000 | Denda tiap bulan | Fee of each month
-- say.id: Terlambat {months_late} bulan penuh, didenda {rate_per_100000} tiap bulan.
-- say.en: It is late by {months_late} whole months, with a fee of {rate_per_100000} for each.
-- say.id.PAID_IN_TIME: Dibayar tepat waktu.
-- say.en.PAID_IN_TIME: It is paid in time.
-- say.id.LESS_THAN_A_MONTH_LATE: Terlambat kurang dari sebulan; dendanya dihitung tiap bulan keterlambatan.
-- say.en.LESS_THAN_A_MONTH_LATE: It is late by less than a month; the fee is for each month of lateness.
-- The law read speaks of each month of lateness, and not of a part of one as of a whole one: only months that are over count.
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN paid_on <= due_on THEN 'PAID_IN_TIME' WHEN months_late = 0 THEN 'LESS_THAN_A_MONTH_LATE' ELSE 'MONTHS_LATE' END AS reason,
  months_late, param('pu.late_fee', contribution_month) AS rate_per_100000
FROM (
  SELECT
    *, GREATEST(months_between(paid_on, due_on) - CASE WHEN add_months(due_on, months_between(paid_on, due_on)) > paid_on THEN 1 ELSE 0 END, 0)
      AS months_late
  FROM asked
) AS counted
