-- id: jkn.cover
-- label: jaminan JKN setelah melihat keluarga | JKN cover once the family's worker is seen
-- sources: jkn.ppu.family_covered
-- in: jkn_own, jkn_worker, jkn_child
-- out: the columns of jkn_own with the payment dates of the worker where cover follows the worker; cover_reason
--
-- Dependants stand and fall with the worker, whose employer pays one contribution for all. Where the worker is not in
-- the data, the dependant's own record speaks for him. The contribution covers the worker, a spouse and the children
-- that make up the number of people; a child beyond is covered only as an extra.
SELECT person_id, family_id, birth_date, sex, relation_code, is_married, is_student, segment, payer, role,
    member_since, register_status, bridge_from, over_age_on, died_on,
    CASE WHEN is_following THEN worker_paid_until ELSE paid_until END AS paid_until,
    CASE WHEN is_following THEN worker_suspended_from ELSE suspended_from END AS suspended_from,
    CASE WHEN is_following THEN worker_inactive_since ELSE inactive_since END AS inactive_since,
    CASE WHEN is_following THEN worker_cause ELSE cause END AS cause,
    CASE WHEN follow_reason = 'PAID_BY_EMPLOYER' THEN
        CASE WHEN child_place > COALESCE(workers_active, 1) * (param('jkn.ppu.family_covered', as_of()) - 2)
             THEN 'FAMILY_LIMIT' ELSE 'DEPENDANT_OF_WORKER' END
        ELSE COALESCE(follow_reason, reason) END AS cover_reason
FROM (
    SELECT *, CASE WHEN is_following THEN worker_reason WHEN is_dependant THEN reason END AS follow_reason
    FROM (
        SELECT o.*, w.worker_reason, w.worker_paid_until, w.worker_suspended_from, w.worker_inactive_since,
            w.worker_cause, w.workers_active, c.child_place,
            o.payer = 'EMPLOYER' AND o.role IN ('SPOUSE', 'CHILD', 'EXTRA') AS is_dependant,
            o.payer = 'EMPLOYER' AND o.role IN ('SPOUSE', 'CHILD', 'EXTRA') AND w.family_id IS NOT NULL
                AND o.reason IN ('PAID_BY_EMPLOYER', 'EMPLOYER_ARREARS', 'CONTRACT_ENDED')
                AND COALESCE(o.cause, 'EMPLOYER_ARREARS') IN ('EMPLOYER_ARREARS', 'AGED_OUT') AS is_following
        FROM jkn_own AS o
        LEFT JOIN jkn_worker AS w ON w.family_id = o.family_id
        LEFT JOIN jkn_child AS c ON c.person_id = o.person_id
    ) AS joined
) AS followed
