-- id: route.reactivate_pbi
-- label: pengaktifan kembali setelah dikeluarkan dari PBI | reactivation after removal from the state list
-- sources: jkn.pbi.reactivation_window_months, jkn.pbi.eligible_deciles, jkn.pbi.contribution
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- Open to the last day of the window. A decile does not close it: need of care and poverty are checked in each case.
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, 'STATE' AS other_payer,
  param('jkn.pbi.contribution', as_of()) AS other_pays_monthly_idr, as_of() AS earliest_on,
  CASE
    WHEN decile > param('jkn.pbi.eligible_deciles', as_of(), 'max') AND NOT is_ill THEN 'POOR_OR_ILL'
    ELSE 'NO_DAY_IN_LAW'
  END AS warning
FROM path_person
WHERE NOT has_employer AND NOT has_place
  AND (reason = 'REACTIVATION_RUNNING'
    OR (reason IN ('REMOVED_FROM_PBI', 'CHRONIC_BRIDGE')
      AND as_of() <= months_last_day(ended_on, param('jkn.pbi.reactivation_window_months', as_of()))))
