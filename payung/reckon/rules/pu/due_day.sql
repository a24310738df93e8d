-- id: pu.due_day
-- label: Batas bayar iuran BPJS Ketenagakerjaan pekerja penerima upah | Day by which employers pay the contributions of wage earners
-- sources: pu.due_day
-- in: asked (ask_no, contribution_month)
-- out: nominal_on day, due_on day
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- res: nominal_on date day | Tanggal menurut aturan | Day by the rule
-- res: due_on date day | Dibayar paling lambat | Due on
-- say.id: Iuran bulan {contribution_month} dibayar paling lambat {due_on}.
-- say.en: The contribution of {contribution_month} is due on {due_on}.
-- Saturdays and Sundays move the day; public holidays would too, but no calendar of them is among the sources.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN due_on = nominal_on THEN 'DUE_DAY' ELSE 'DUE_DAY_MOVED' END AS reason,
  nominal_on, due_on
FROM (
  SELECT
    ask_no, nominal_on,
    CASE param('pu.due_day', contribution_month, 'on_holiday')
      WHEN 'PREVIOUS_WORKING_DAY' THEN CASE WHEN iso_weekday(add_days(nominal_on, 1)) = 1 THEN add_days(nominal_on, -2)
      WHEN iso_weekday(add_days(nominal_on, 2)) = 1 THEN add_days(nominal_on, -1) ELSE nominal_on END
      ELSE CASE WHEN iso_weekday(add_days(nominal_on, 1)) = 1 THEN add_days(nominal_on, 1)
      WHEN iso_weekday(add_days(nominal_on, 2)) = 1 THEN add_days(nominal_on, 2) ELSE nominal_on END END AS due_on
  FROM (
    SELECT ask_no, contribution_month, LEAST(add_days(due_month, due_day - 1), month_end(due_month)) AS nominal_on
    FROM (
      SELECT
        ask_no, contribution_month,
        add_months(contribution_month, param('pu.due_day', contribution_month, 'months_offset')) AS due_month,
        param('pu.due_day', contribution_month, 'day') AS due_day
      FROM asked
    ) AS set_by_law
  ) AS dated
) AS moved
