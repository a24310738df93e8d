-- id: all.determination
-- label: keputusan menurut hukum | what the law says of each person in each programme
-- sources: terms/codes/reasons.yaml
-- in: jkn_span, tk_span, tk_never, reason_words (reason, family, status, decided_by, next_move_by, law, article)
-- out: determinations
SELECT d.person_id, d.programme, as_of() AS as_of, d.segment, w.status, d.reason, d.since, d.until, d.arrears_months,
    w.decided_by, w.next_move_by, w.law, w.article, d.register_status,
    (w.status = 'ACTIVE') = (d.register_status = 'ACTIVE') AS agrees
FROM (
    SELECT person_id, 'JKN' AS programme, 'JKN' AS family, segment, reason, since, until, arrears_months, register_status
    FROM jkn_span
    UNION ALL
    SELECT person_id, programme, kind AS family, segment, reason, since, until, arrears_months, register_status
    FROM tk_span
    UNION ALL
    SELECT person_id, programme, kind AS family, NULL AS segment, 'NEVER_REGISTERED' AS reason, NULL AS since,
        NULL AS until, 0 AS arrears_months, NULL AS register_status
    FROM tk_never
) AS d
JOIN reason_words AS w ON w.reason = d.reason AND w.family = d.family
