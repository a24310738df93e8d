-- The memberships as the decree would leave them. in: memberships, touched (person_id, family_id, action, payer)
SELECT
  m.person_id, m.programme, m.rank,
  CASE WHEN t.action = 'ADD' THEN t.segment ELSE m.segment END AS segment,
  m.supplier, m.row, m.card_no,
  CASE WHEN t.action = 'ADD' THEN 'MEMBER' ELSE m.role END AS role,
  CASE WHEN t.action = 'ADD' THEN NULL ELSE m.care_class END AS care_class,
  CASE WHEN t.action = 'ADD' THEN as_of() ELSE m.since END AS since,
  CASE WHEN t.action = 'ADD' THEN NULL ELSE m.paid_until END AS paid_until,
  CASE t.action WHEN 'ADD' THEN 'ACTIVE' WHEN 'REMOVE' THEN 'INACTIVE' ELSE m.register_status END AS register_status,
  CASE t.action WHEN 'ADD' THEN NULL WHEN 'REMOVE' THEN as_of() ELSE m.inactive_since END AS inactive_since,
  CASE t.action WHEN 'ADD' THEN NULL WHEN 'REMOVE' THEN t.cause ELSE m.inactive_cause END AS inactive_cause,
  CASE WHEN t.action IS NULL THEN m.inactive_detail END AS inactive_detail,
  CASE WHEN t.action = 'ADD' THEN NULL ELSE m.employer_id END AS employer_id,
  CASE WHEN t.action = 'ADD' THEN NULL ELSE m.wage_monthly_idr END AS wage_monthly_idr, m.sector
FROM memberships_before AS m
JOIN touched_family AS f ON f.person_id = m.person_id
LEFT JOIN touched AS t ON t.person_id = m.person_id AND m.programme = 'JKN' AND m.rank = 1
UNION ALL
SELECT
  t.person_id, 'JKN' AS programme, 1 AS rank, t.segment, 'decree' AS supplier, 0 AS row, NULL AS card_no,
  'MEMBER' AS role, NULL AS care_class, as_of() AS since, NULL AS paid_until, 'ACTIVE' AS register_status,
  NULL AS inactive_since, NULL AS inactive_cause, NULL AS inactive_detail, NULL AS employer_id,
  NULL AS wage_monthly_idr, NULL AS sector
FROM touched AS t
LEFT JOIN memberships_before AS m ON m.person_id = t.person_id AND m.programme = 'JKN' AND m.rank = 1
WHERE t.action = 'ADD' AND m.person_id IS NULL
