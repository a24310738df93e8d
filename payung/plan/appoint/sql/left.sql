-- What a removed person has left: the cheapest route of their own right, else of another budget, else the same list.
-- in: paths, touched, route_rests (payer, route, rests_on). out: one row for each person removed who has a route
SELECT person_id, rests_on, route, price_now_idr, price_monthly_idr, people, earliest_on
FROM (
  SELECT
    p.person_id, r.rests_on, p.route, p.price_now_idr, p.price_monthly_idr, p.people, p.earliest_on,
    ROW_NUMBER() OVER (
      PARTITION BY p.person_id
      ORDER BY CASE r.rests_on WHEN 'OWN' THEN 1 WHEN 'OTHER_BUDGET' THEN 2 ELSE 3 END,
        p.earliest_on > as_of(), p.rank) AS place
  FROM paths AS p
  JOIN touched AS t ON t.person_id = p.person_id AND t.action = 'REMOVE'
  JOIN route_rests AS r ON r.payer = t.payer AND r.route = p.route
  WHERE p.programme = 'JKN' AND p.earliest_on IS NOT NULL
) AS ranked
WHERE place = 1
