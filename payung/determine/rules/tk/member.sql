-- id: tk.member
-- label: kepesertaan ketenagakerjaan dan faktanya | an employment membership with its facts
-- sources: bpu.age_max_join
-- in: persons, memberships, due, tk_paid_month
-- out: one row a person and programme (JKK, JKM, JHT, JP, JKP): kind (BPU, PU, JAKON, PMI), cause, paid_until month, what
--      that month means (tk_paid_month), is_joined_too_old
SELECT f.*, d.due_on, d.months_offset, l.overdue_months, l.late_from, l.past_grace_from, l.grace_until, l.grace_months
FROM (
    SELECT m.person_id, m.programme, m.segment, m.since AS member_since, m.register_status, m.inactive_since,
        month_start(m.paid_until) AS paid_until, m.sector, p.birth_date, p.died_on, p.is_in_population,
        p.life_status = 'DEAD' AND COALESCE(p.died_on, as_of()) <= as_of() AS is_dead,
        p.life_status = 'ABROAD' AS is_abroad,
        m.since >= birthday(p.birth_date, param('bpu.age_max_join', as_of())) AS is_joined_too_old,
        COALESCE(m.employer_id LIKE 'SPONSOR:%', FALSE) AS is_sponsored,
        CASE WHEN m.register_status = 'INACTIVE' AND COALESCE(m.inactive_since <= as_of(), TRUE) THEN m.inactive_cause
             WHEN m.register_status IS NULL AND m.inactive_since <= as_of() THEN m.inactive_cause END AS cause,
        CASE WHEN m.segment IN ('BPU', 'PU', 'JAKON', 'PMI') THEN m.segment
             WHEN p.works_as = 'EMPLOYEE' THEN 'PU' ELSE 'BPU' END AS kind
    FROM memberships AS m
    JOIN persons AS p ON p.person_id = m.person_id
    WHERE m.programme <> 'JKN' AND m.rank = 1
) AS f
JOIN due AS d ON d.due_kind = CASE WHEN f.kind = 'BPU' THEN 'BPU' ELSE 'PU' END
LEFT JOIN tk_paid_month AS l ON l.due_kind = d.due_kind AND l.paid_until = f.paid_until
