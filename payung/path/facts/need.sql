-- id: path.need
-- label: tidak aktif di JKN atau jaminannya akan berakhir | not active in JKN, or with cover that is ending
-- sources: none
-- in: determinations, persons, memberships, path_kin, path_job
-- out: person_id, family_id, reason, segment, arrears_months months, status_until, ended_on, care_class, role,
--      wage_monthly_idr idr/month, decile, is_ill, birth_date, is_student, is_married, works_as, regency_code,
--      is_in_population, kin, has_employer
-- A worker who lost a job has an employer only where another register still shows one that pays for work accidents.
SELECT
  d.person_id, p.family_id, d.reason, d.segment, d.arrears_months, d.until AS status_until,
  COALESCE(m.inactive_since, d.since) AS ended_on, m.care_class, m.role,
  COALESCE(m.wage_monthly_idr, p.income_monthly_idr) AS wage_monthly_idr,
  p.decile, p.illness IS NOT NULL AS is_ill, p.birth_date, p.is_student, p.is_married, p.works_as, p.regency_code,
  p.is_in_population, k.kin,
  CASE
    WHEN j.person_id IS NOT NULL THEN TRUE
    WHEN d.reason IN ('LAID_OFF', 'RESIGNED', 'CONTRACT_ENDED', 'LAYOFF_COVER') THEN FALSE
    ELSE COALESCE(p.works_as = 'EMPLOYEE', FALSE)
  END AS has_employer
FROM determinations AS d
JOIN persons AS p ON p.person_id = d.person_id
LEFT JOIN memberships AS m ON m.person_id = d.person_id AND m.programme = 'JKN' AND m.rank = 1
LEFT JOIN (SELECT person_id FROM path_job WHERE has_paying_employer) AS j ON j.person_id = d.person_id
LEFT JOIN path_kin AS k ON k.relation_code = p.relation_code
WHERE d.programme = 'JKN'
  AND (d.status <> 'ACTIVE' OR d.reason IN ('CHRONIC_BRIDGE', 'LAYOFF_COVER', 'NEWBORN_WINDOW'))
