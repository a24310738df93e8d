-- id: jkn.clock
-- label: tenggat JKN yang berjalan | clocks that run in JKN
-- sources: jkn.due_day, jkn.suspension_rule, jkn.arrears_months_max, jkn.pbi.reactivation_window_months, jkn.ppu.child_age
-- in: jkn_span, due
-- out: person_id, clock (terms/codes/clocks.yaml), opens day, closes day
--
-- Own payers see the day to pay and the month end while the month is unpaid; a worker sees the month end once the
-- employer is late. Birthdays are shown in the year before. The window of the service fine is in no column we have.
SELECT s.person_id, 'PAY_BY_DAY' AS clock, month_start(as_of()) AS opens, d.due_on AS closes
FROM jkn_span AS s JOIN due AS d ON d.due_kind = 'JKN'
WHERE s.reason = 'PAID_BY_SELF' AND s.paid_until < month_start(as_of())
UNION ALL
SELECT s.person_id, 'SUSPENSION_AT_MONTH_END' AS clock,
    CASE WHEN s.payer = 'SELF' THEN month_start(as_of()) ELSE add_days(d.due_on, 1) END AS opens,
    add_days(s.suspended_from, -1) AS closes
FROM jkn_span AS s JOIN due AS d ON d.due_kind = 'JKN'
WHERE s.paid_until < month_start(as_of())
  AND (s.reason = 'PAID_BY_SELF' OR (s.reason = 'PAID_BY_EMPLOYER' AND s.role = 'WORKER' AND as_of() > d.due_on))
UNION ALL
SELECT person_id, 'ARREARS_CAP_24' AS clock, since AS opens,
    month_end(add_months(paid_until, param('jkn.arrears_months_max', as_of()))) AS closes
FROM jkn_span WHERE reason = 'ARREARS'
UNION ALL
SELECT person_id, 'PBI_REACTIVATION_6M' AS clock, inactive_since AS opens,
    months_last_day(inactive_since, param('jkn.pbi.reactivation_window_months', as_of())) AS closes
FROM jkn_span
WHERE payer = 'STATE' AND reason IN ('REMOVED_FROM_PBI', 'CHRONIC_BRIDGE', 'REACTIVATION_RUNNING')
UNION ALL
SELECT person_id,
    CASE reason WHEN 'CHRONIC_BRIDGE' THEN 'CHRONIC_BRIDGE_3M' WHEN 'LAYOFF_COVER' THEN 'LAYOFF_6M'
        WHEN 'NEWBORN_WINDOW' THEN 'NEWBORN_28' ELSE 'WAITING_14' END AS clock,
    since AS opens, until AS closes
FROM jkn_span
WHERE reason IN ('CHRONIC_BRIDGE', 'LAYOFF_COVER', 'NEWBORN_WINDOW', 'WAITING_PERIOD')
UNION ALL
SELECT person_id, 'AGE_21' AS clock, add_years(birthday, -1) AS opens, add_days(birthday, -1) AS closes
FROM (
    SELECT person_id, birthday(birth_date, param('jkn.ppu.child_age', as_of(), 'lt')) AS birthday
    FROM jkn_span WHERE reason = 'DEPENDANT_OF_WORKER' AND role = 'CHILD'
) AS grown
WHERE birthday <= add_years(as_of(), 1)
UNION ALL
SELECT person_id, 'AGE_25' AS clock, add_years(birthday, -1) AS opens, add_days(birthday, -1) AS closes
FROM (
    SELECT person_id, birthday(birth_date, param('jkn.ppu.child_age', as_of(), 'lt_if_in_formal_education')) AS birthday
    FROM jkn_span WHERE reason = 'DEPENDANT_OF_WORKER' AND role = 'CHILD' AND is_student
) AS studying
WHERE birthday <= add_years(as_of(), 1)
