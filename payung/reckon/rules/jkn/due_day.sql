-- id: jkn.due_day
-- label: Batas bayar iuran JKN | Day by which the JKN contribution is due
-- sources: jkn.due_day
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
    CASE WHEN iso_weekday(add_days(nominal_on, 1)) = 1 THEN add_days(nominal_on, 1)
      WHEN iso_weekday(add_days(nominal_on, 2)) = 1 THEN add_days(nominal_on, 2) ELSE nominal_on END AS due_on
  FROM (
    SELECT *, add_days(contribution_month, param('jkn.due_day', contribution_month) - 1) AS nominal_on FROM asked
  ) AS dated
) AS moved
