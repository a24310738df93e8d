-- Each regency before and after. in: persons, determinations, hits, regency_quota. out: decree_regions
-- Cover that only a bridge gives is not counted after: it ends by itself.
SELECT
  regency_code, population, registered_before, registered_after, active_before, active_after, on_list_before,
  on_list_after, quota, removed, added, dropped, in_treatment_dropped,
  active_before * 100000 // GREATEST(registered_before, 1) AS share_before,
  active_after * 100000 // GREATEST(registered_after, 1) AS share_after,
  registered_before * 100000 > population * param('jkn.uhc.coverage_min', as_of())
    AND active_before * 100000 > registered_before * param('jkn.uhc.active_min', as_of()) AS is_above_before,
  registered_after * 100000 > population * param('jkn.uhc.coverage_min', as_of())
    AND active_after * 100000 > registered_after * param('jkn.uhc.active_min', as_of()) AS is_above_after
FROM (
  SELECT
    b.regency_code, b.population, b.registered AS registered_before,
    b.registered + COALESCE(h.newly_registered, 0) AS registered_after, b.active AS active_before,
    b.active + COALESCE(h.active_change, 0) AS active_after, b.on_list AS on_list_before,
    b.on_list + COALESCE(h.list_change, 0) AS on_list_after, q.quota, COALESCE(h.removed, 0) AS removed,
    COALESCE(h.added, 0) AS added, COALESCE(h.dropped, 0) AS dropped,
    COALESCE(h.in_treatment_dropped, 0) AS in_treatment_dropped
  FROM regency_before AS b
  LEFT JOIN regency_quota AS q ON q.regency_code = b.regency_code
  LEFT JOIN (
    SELECT
      COALESCE(regency_code, '') AS regency_code,
      COUNT(*) FILTER (action = 'ADD' AND reason_before IN ('NEVER_REGISTERED', 'ATTEMPT_FAILED')) AS newly_registered,
      COUNT(*) FILTER (is_active_after AND reason_after <> 'CHRONIC_BRIDGE') - COUNT(*) FILTER (is_active_before)
        AS active_change,
      COUNT(*) FILTER (payer = 'STATE' AND action = 'ADD') - COUNT(*) FILTER (payer = 'STATE' AND action = 'REMOVE')
        AS list_change,
      COUNT(*) FILTER (action = 'REMOVE') AS removed, COUNT(*) FILTER (action = 'ADD') AS added,
      COUNT(*) FILTER (is_dropped) AS dropped, COUNT(*) FILTER (is_dropped AND is_in_treatment) AS in_treatment_dropped
    FROM hits GROUP BY 1
  ) AS h ON h.regency_code = b.regency_code
) AS moved
