-- id: route.report_death
-- label: laporkan kematian | report the death
-- sources: jkn.family_enrolment_rule
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning (earliest_on null: no cover follows)
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, CAST(NULL AS TEXT) AS other_payer,
  0 AS other_pays_monthly_idr, CAST(NULL AS DATE) AS earliest_on, CAST(NULL AS TEXT) AS warning
FROM path_person
WHERE reason = 'DECEASED'
