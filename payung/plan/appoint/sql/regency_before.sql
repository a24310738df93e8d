-- Counts of JKN by regency before any decree. in: persons, determinations
SELECT
  COALESCE(p.regency_code, '') AS regency_code, COUNT(*) AS population,
  COUNT(*) FILTER (d.status <> 'NEVER') AS registered, COUNT(*) FILTER (d.status = 'ACTIVE') AS active,
  COUNT(*) FILTER (d.reason = 'PAID_BY_STATE') AS on_list
FROM determinations AS d
JOIN persons AS p ON p.person_id = d.person_id
WHERE d.programme = 'JKN'
GROUP BY 1
