-- id: path.worker
-- label: pekerja aktif dan tanggungannya sekeluarga | active workers and their dependants on one family card
-- sources: none
-- in: determinations, persons, memberships, path_kin, path_need
-- out: family_id, couple_workers persons, couple_wage_idr idr/month, child_workers persons, child_wage_idr idr/month,
--      covered_spouses persons, covered_children persons
-- Of several workers the one with the lowest wage counts, because through that one an extra member costs least.
SELECT
  p.family_id,
  COUNT(CASE WHEN d.reason = 'PAID_BY_EMPLOYER' AND k.kin = 'COUPLE' THEN 1 END) AS couple_workers,
  MIN(CASE WHEN d.reason = 'PAID_BY_EMPLOYER' AND k.kin = 'COUPLE' THEN m.wage_monthly_idr END) AS couple_wage_idr,
  COUNT(CASE WHEN d.reason = 'PAID_BY_EMPLOYER' AND k.kin IN ('CHILD', 'CHILD_IN_LAW') THEN 1 END) AS child_workers,
  MIN(CASE WHEN d.reason = 'PAID_BY_EMPLOYER' AND k.kin IN ('CHILD', 'CHILD_IN_LAW') THEN m.wage_monthly_idr END)
    AS child_wage_idr,
  COUNT(CASE WHEN d.reason = 'DEPENDANT_OF_WORKER' AND k.kin = 'COUPLE' THEN 1 END) AS covered_spouses,
  COUNT(CASE WHEN d.reason = 'DEPENDANT_OF_WORKER' AND k.kin = 'CHILD' THEN 1 END) AS covered_children
FROM determinations AS d
JOIN persons AS p ON p.person_id = d.person_id
JOIN path_kin AS k ON k.relation_code = p.relation_code
LEFT JOIN memberships AS m ON m.person_id = d.person_id AND m.programme = 'JKN' AND m.rank = 1
WHERE d.programme = 'JKN' AND d.status = 'ACTIVE' AND d.reason IN ('PAID_BY_EMPLOYER', 'DEPENDANT_OF_WORKER')
  AND COALESCE(m.role, 'MEMBER') <> 'EXTRA'
  AND p.family_id IN (SELECT family_id FROM path_need)
GROUP BY p.family_id
