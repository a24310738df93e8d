-- Who is on the better list: of each class the number chosen, cheapest first and then by number, vulnerable first when
-- adding. in: member, class, class_take (class_no, take). out: better_rows
SELECT person_id, action, payer, effective_on, regency_code, decile, route_kind, price_now_idr
FROM (
  SELECT
    m.person_id, m.action, m.payer, DATE '$effective_on' AS effective_on, m.regency_code, m.decile,
    CASE WHEN m.action = 'REMOVE' THEN COALESCE(m.route_kind, 'NONE') END AS route_kind,
    CASE WHEN m.action = 'REMOVE' THEN m.price_now_idr END AS price_now_idr, t.take,
    ROW_NUMBER() OVER (PARTITION BY c.class_no ORDER BY m.price_idr, m.person_id) AS place
  FROM member AS m
  JOIN class AS c ON c.action = m.action AND c.regency_code = m.regency_code AND c.level = m.level AND c.kind = m.kind
    AND c.band = m.band AND c.is_new = m.is_new AND c.is_vulnerable = m.is_vulnerable
  JOIN class_take AS t ON t.class_no = c.class_no
) AS placed
WHERE place <= take
