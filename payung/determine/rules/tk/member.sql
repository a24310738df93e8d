-- id: tk.member
-- label: kepesertaan ketenagakerjaan dan faktanya | an employment membership with its facts
-- sources: bpu.due_day, pu.due_day, bpu.grace_months, bpu.age_max_join
-- in: persons, memberships, due
-- out: one row a person and programme (JKK, JKM, JHT, JP, JKP): kind (BPU, PU, JAKON, PMI), cause, paid_until month,
--      overdue_months months, late_from day, grace_until day, past_grace_from day, joined_too_old
--
-- late_from is the day after the due day of the first unpaid month; past_grace_from the same of the first month that is
-- no longer forgiven.
SELECT *,
    months_between(last_due_month, paid_until) AS overdue_months,
    add_days(CASE WHEN iso_weekday(add_days(first_due, 2)) = 1 THEN add_days(first_due, 2)
                  WHEN iso_weekday(add_days(first_due, 1)) = 1 THEN add_days(first_due, 1)
                  ELSE first_due END, 1) AS late_from,
    add_days(CASE WHEN iso_weekday(add_days(last_due, 2)) = 1 THEN add_days(last_due, 2)
                  WHEN iso_weekday(add_days(last_due, 1)) = 1 THEN add_days(last_due, 1)
                  ELSE last_due END, 1) AS past_grace_from
FROM (
    SELECT f.*, d.last_due_month, d.due_on, d.months_offset,
        add_days(add_months(f.paid_until, 1 + d.months_offset), d.due_day - 1) AS first_due,
        CASE WHEN f.kind = 'BPU' THEN
            add_days(add_months(f.paid_until, 1 + f.grace_months + d.months_offset), d.due_day - 1) END AS last_due,
        CASE WHEN f.kind = 'BPU' THEN month_end(add_months(f.paid_until, f.grace_months)) END AS grace_until
    FROM (
        SELECT m.person_id, m.programme, m.segment, m.since AS member_since, m.register_status, m.inactive_since,
            month_start(m.paid_until) AS paid_until, m.sector, p.birth_date, p.died_on, p.is_in_population,
            p.life_status = 'DEAD' AND COALESCE(p.died_on, as_of()) <= as_of() AS is_dead,
            p.life_status = 'ABROAD' AS is_abroad,
            m.since >= add_years(p.birth_date, param('bpu.age_max_join', as_of())) AS is_joined_too_old,
            COALESCE(m.employer_id LIKE 'SPONSOR:%', FALSE) AS is_sponsored,
            CASE WHEN m.register_status = 'INACTIVE' AND COALESCE(m.inactive_since <= as_of(), TRUE) THEN m.inactive_cause
                 WHEN m.register_status IS NULL AND m.inactive_since <= as_of() THEN m.inactive_cause END AS cause,
            CASE WHEN m.segment IN ('BPU', 'PU', 'JAKON', 'PMI') THEN m.segment
                 WHEN p.works_as = 'EMPLOYEE' THEN 'PU' ELSE 'BPU' END AS kind,
            param('bpu.grace_months', as_of()) AS grace_months
        FROM memberships AS m
        JOIN persons AS p ON p.person_id = m.person_id
        WHERE m.programme <> 'JKN' AND m.rank = 1
    ) AS f
    JOIN due AS d ON d.due_kind = CASE WHEN f.kind = 'BPU' THEN 'BPU' ELSE 'PU' END
) AS counted
