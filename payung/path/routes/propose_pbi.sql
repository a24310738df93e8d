-- id: route.propose_pbi
-- label: diusulkan ke daftar yang dibayar negara | be proposed for the list paid by the state
-- sources: jkn.pbi.eligible_deciles, jkn.pbi.contribution
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- The state pays by the month, so cover cannot begin before the first of the next one; no law sets a later day.
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, 'STATE' AS other_payer,
  param('jkn.pbi.contribution', as_of()) AS other_pays_monthly_idr,
  CASE
    WHEN reason = 'APPOINTED_NOT_IN_FORCE' AND status_until IS NOT NULL THEN add_days(status_until, 1)
    ELSE add_months(month_start(as_of()), 1)
  END AS earliest_on,
  CASE WHEN owes THEN 'ARREARS_REMAIN' WHEN reason <> 'APPOINTED_NOT_IN_FORCE' THEN 'NO_DAY_IN_LAW' END AS warning
FROM path_person
WHERE (is_open_to_help
    AND decile BETWEEN param('jkn.pbi.eligible_deciles', as_of(), 'min')
      AND param('jkn.pbi.eligible_deciles', as_of(), 'max'))
  OR (reason = 'APPOINTED_NOT_IN_FORCE' AND COALESCE(segment, 'PBI') = 'PBI')
