-- The region today. in: persons, determinations
SELECT
  COUNT(*) AS population, COUNT(*) FILTER (d.status <> 'NEVER') AS registered, COUNT(*) FILTER (d.status = 'ACTIVE') AS active
FROM determinations AS d
JOIN persons AS p ON p.person_id = d.person_id
WHERE d.programme = 'JKN' AND p.regency_code LIKE '$region%'
