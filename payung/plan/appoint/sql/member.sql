-- Each person who may be chosen, with the class the person falls into. in: candidate, hits. A band is a price rounded
-- to the contribution of one member of class III, so that families of one size fall together. A price that nobody
-- knows (an employer's, on a wage that is on no record) counts as nothing.
SELECT
  c.person_id, c.action, c.payer, c.regency_code, c.decile, c.is_new, c.is_vulnerable,
  CASE c.action WHEN 'ADD' THEN c.decile ELSE COALESCE(d.top - c.decile, d.top) END AS level,
  CASE WHEN c.action = 'ADD' THEN 'ADD' WHEN h.route_kind IN ('FREE', 'PAID') THEN h.route_kind ELSE 'NONE' END AS kind,
  CASE WHEN h.route_kind = 'PAID' THEN COALESCE(h.price_now_idr, 0) // param('jkn.pbpu_bp.kelas3_member_pays', as_of()) ELSE 0 END
    AS band,
  CASE WHEN h.route_kind IN ('FREE', 'PAID') THEN COALESCE(h.price_now_idr, 0) // GREATEST(h.people, 1) ELSE 0 END AS price_idr,
  CASE WHEN c.action = 'REMOVE' AND COALESCE(h.is_dropped, FALSE) THEN 1 ELSE 0 END AS active_lost,
  h.route_kind, h.price_now_idr
FROM candidate AS c
CROSS JOIN (SELECT COALESCE(MAX(decile), 0) + 1 AS top FROM candidate) AS d
LEFT JOIN hits AS h ON h.person_id = c.person_id
WHERE c.action = 'ADD' OR NOT (h.is_in_treatment AND h.is_dropped)
