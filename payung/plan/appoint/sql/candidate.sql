-- Who may be taken off the state list, and who may be put on it? in: persons, determinations, paths, person_group.
-- Off: on the list, and the decile is above the limit or not known. On: the law offers the route PROPOSE_PBI.
-- A decree names people by their NIK: who has none is given one by the civil registry first.
SELECT
  p.person_id, 'REMOVE' AS action, 'STATE' AS payer, COALESCE(p.regency_code, '') AS regency_code, p.decile,
  FALSE AS is_new, COALESCE(g.is_vulnerable, FALSE) AS is_vulnerable
FROM determinations AS d
JOIN persons AS p ON p.person_id = d.person_id
LEFT JOIN (SELECT DISTINCT person_id, TRUE AS is_vulnerable FROM person_group) AS g ON g.person_id = p.person_id
WHERE d.programme = 'JKN' AND d.reason = 'PAID_BY_STATE' AND p.nik IS NOT NULL
  AND (p.decile IS NULL OR p.decile > param('jkn.pbi.eligible_deciles', as_of(), 'max'))
UNION ALL
SELECT
  p.person_id, 'ADD' AS action, 'STATE' AS payer, COALESCE(p.regency_code, '') AS regency_code, p.decile,
  d.status = 'NEVER' AS is_new, COALESCE(g.is_vulnerable, FALSE) AS is_vulnerable
FROM paths AS r
JOIN persons AS p ON p.person_id = r.person_id
JOIN determinations AS d ON d.person_id = r.person_id AND d.programme = 'JKN'
LEFT JOIN (SELECT DISTINCT person_id, TRUE AS is_vulnerable FROM person_group) AS g ON g.person_id = p.person_id
WHERE r.programme = 'JKN' AND r.route = 'PROPOSE_PBI' AND p.decile IS NOT NULL AND p.nik IS NOT NULL
  AND d.reason <> 'APPOINTED_NOT_IN_FORCE'
