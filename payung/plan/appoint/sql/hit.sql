-- Each person hit: what held, what would hold, what is left. in: touched, persons, determinations_before,
-- determinations, route_left, person_group. out: decree_hits
SELECT
  *,
  action = 'REMOVE' AND (NOT is_active_after OR is_bridged)
    AND NOT (route_kind = 'FREE' AND COALESCE(days_without, 1) = 0) AS is_dropped
FROM (
  SELECT
    t.person_id, t.action, t.payer, t.effective_on, p.regency_code, p.sex, p.decile,
    p.decile BETWEEN param('jkn.pbi.eligible_deciles', as_of(), 'min')
      AND param('jkn.pbi.eligible_deciles', as_of(), 'max') AS is_eligible,
    COALESCE(g.codes, '') AS vulnerable_groups, COALESCE(g.is_in_treatment, FALSE) AS is_in_treatment,
    b.reason AS reason_before, b.status = 'ACTIVE' AS is_active_before, d.reason AS reason_after,
    d.status = 'ACTIVE' AS is_active_after, d.reason = 'CHRONIC_BRIDGE' AS is_bridged,
    CASE WHEN d.status = 'ACTIVE' THEN d.until END AS covered_until,
    CASE
      WHEN t.action = 'ADD' THEN NULL
      WHEN l.rests_on = 'OWN' THEN CASE WHEN l.price_now_idr = 0 THEN 'FREE' ELSE 'PAID' END
      ELSE COALESCE(l.rests_on, 'NONE')
    END AS route_kind,
    l.route, l.price_now_idr, l.price_monthly_idr, l.people, days_between(l.earliest_on, as_of()) AS days_without
  FROM touched AS t
  JOIN persons AS p ON p.person_id = t.person_id
  LEFT JOIN determinations_before AS b ON b.person_id = t.person_id AND b.programme = 'JKN'
  LEFT JOIN determinations AS d ON d.person_id = t.person_id AND d.programme = 'JKN'
  LEFT JOIN route_left AS l ON l.person_id = t.person_id
  LEFT JOIN (
    SELECT person_id, STRING_AGG(group_code, ',' ORDER BY group_no) AS codes, BOOL_OR(is_in_treatment) AS is_in_treatment
    FROM person_group GROUP BY person_id
  ) AS g ON g.person_id = t.person_id
) AS seen
