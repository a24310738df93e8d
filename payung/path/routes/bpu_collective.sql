-- id: route.bpu_collective
-- label: ikut lewat asosiasi, koperasi, atau platform | join through an association, cooperative or platform
-- sources: none
-- in: path_work
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- The same contribution as alone, on one bill of the association to which the person belongs.
SELECT
  person_id, due_idr AS price_now_idr, due_idr AS price_monthly_idr, 1 AS people, 0 AS months,
  CAST(NULL AS TEXT) AS other_payer, 0 AS other_pays_monthly_idr, as_of() AS earliest_on,
  CASE WHEN wage_monthly_idr IS NULL THEN 'INCOME_UNKNOWN' END AS warning
FROM path_work
WHERE NOT has_employer AND may_join AND association IS NOT NULL AND reason NOT IN ('GRACE', 'ARREARS')
