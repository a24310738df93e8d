-- id: route.region_appoints
-- label: didaftarkan pemerintah daerah | be appointed by the regional government
-- sources: jkn.uhc.priority_conditions, jkn.pbpu_pemda.contribution
-- in: path_person, path_priority_region
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- For residents who take class III and whom no employer must cover: the same day where the region has UHC Prioritas,
-- else from the next month.
SELECT
  p.person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, 'PEMDA' AS other_payer,
  param('jkn.pbpu_pemda.contribution', as_of()) AS other_pays_monthly_idr,
  CASE
    WHEN p.reason = 'APPOINTED_NOT_IN_FORCE' AND p.status_until IS NOT NULL THEN add_days(p.status_until, 1)
    WHEN r.regency_code IS NOT NULL THEN as_of()
    ELSE add_months(month_start(as_of()), 1)
  END AS earliest_on,
  CASE
    WHEN p.owes THEN 'ARREARS_REMAIN'
    WHEN p.reason <> 'APPOINTED_NOT_IN_FORCE' AND r.regency_code IS NULL THEN 'SAME_DAY_IF_UHC'
  END AS warning
FROM path_person AS p
LEFT JOIN path_priority_region AS r ON r.regency_code = p.regency_code
WHERE (p.is_open_to_help AND p.is_in_population AND COALESCE(p.care_class, 0) NOT IN (1, 2))
  OR (p.reason = 'APPOINTED_NOT_IN_FORCE' AND p.segment = 'PBPU_PEMDA')
