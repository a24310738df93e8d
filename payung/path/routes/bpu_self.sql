-- id: route.bpu_self
-- label: daftar sendiri sebagai pekerja mandiri | join as self-employed
-- sources: none
-- in: path_work
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- Cover begins with the first payment. Who had been a member and lapsed resumes instead.
SELECT
  person_id, due_idr AS price_now_idr, due_idr AS price_monthly_idr, 1 AS people, 0 AS months,
  CAST(NULL AS TEXT) AS other_payer, 0 AS other_pays_monthly_idr, as_of() AS earliest_on,
  CASE WHEN wage_monthly_idr IS NULL THEN 'INCOME_UNKNOWN' END AS warning
FROM path_work
WHERE NOT has_employer AND may_join AND NOT has_lapsed
