-- id: jkn.worker
-- label: pekerja dalam keluarga | the worker of the family through whom dependants are covered
-- sources: jkn.ppu.family_covered
-- in: jkn_own
-- out: one row a family with an employer's worker: the worker who gives most cover, workers_active persons
--
-- When a worker dies or leaves, the ground of the dependants' cover is gone with him.
SELECT family_id, worker_reason, worker_paid_until, worker_suspended_from, worker_inactive_since, worker_cause,
    workers_active
FROM (
    SELECT family_id,
        CASE WHEN reason IN ('DECEASED', 'LEFT_THE_COUNTRY') THEN 'CONTRACT_ENDED' ELSE reason END AS worker_reason,
        paid_until AS worker_paid_until, suspended_from AS worker_suspended_from, cause AS worker_cause,
        CASE WHEN reason = 'DECEASED' THEN COALESCE(died_on, inactive_since) ELSE inactive_since END
            AS worker_inactive_since,
        SUM(CASE WHEN reason = 'PAID_BY_EMPLOYER' THEN 1 ELSE 0 END) OVER (PARTITION BY family_id) AS workers_active,
        ROW_NUMBER() OVER (PARTITION BY family_id ORDER BY
            CASE reason WHEN 'PAID_BY_EMPLOYER' THEN 0 WHEN 'LAYOFF_COVER' THEN 1 ELSE 2 END,
            COALESCE(paid_until, as_of()) DESC, person_id) AS place
    FROM jkn_own
    WHERE payer = 'EMPLOYER' AND role = 'WORKER' AND reason IN (
        'PAID_BY_EMPLOYER', 'EMPLOYER_ARREARS', 'LAYOFF_COVER', 'LAID_OFF', 'RESIGNED', 'CONTRACT_ENDED',
        'DECEASED', 'LEFT_THE_COUNTRY')
) AS workers
WHERE place = 1
