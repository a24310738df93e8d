-- People of the region who are not covered, or whose cover is ending, by the routes open to them. in: persons,
-- determinations, paths. months: what the region owes for them, on average.
SELECT routes, is_registered, COUNT(*) AS people, CAST(round(AVG(months)) AS BIGINT) AS months
FROM (
  SELECT
    r.person_id, STRING_AGG(r.route, ',' ORDER BY r.route) AS routes, BOOL_OR(d.status <> 'NEVER') AS is_registered,
    COALESCE(MAX(CASE WHEN r.route = 'REGION_PAYS' THEN r.months END), 0) AS months
  FROM paths AS r
  JOIN persons AS p ON p.person_id = r.person_id
  JOIN determinations AS d ON d.person_id = r.person_id AND d.programme = 'JKN'
  WHERE r.programme = 'JKN' AND d.status <> 'ACTIVE' AND p.regency_code LIKE '$region%'
  GROUP BY r.person_id
) AS each
GROUP BY routes, is_registered
ORDER BY routes, is_registered
