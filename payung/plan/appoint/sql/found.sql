-- Whom each number of the list means. in: decree_line, persons. out: row, people with the number, person_id (if one)
SELECT l.row, COUNT(p.person_id) AS people, MIN(p.person_id) AS person_id
FROM decree_line AS l
JOIN persons AS p ON p.nik = l.number
WHERE l.is_nik
GROUP BY l.row
UNION ALL
SELECT l.row, 1 AS people, p.person_id
FROM decree_line AS l
JOIN persons AS p ON p.person_id = TRY_CAST(l.number AS BIGINT)
WHERE NOT l.is_nik AND l.number IS NOT NULL
