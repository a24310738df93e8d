-- id: route.merge_duplicate
-- label: gabungkan kartu ganda | merge the duplicate membership
-- sources: jkn.family_enrolment_rule
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, CAST(NULL AS TEXT) AS other_payer,
  0 AS other_pays_monthly_idr, as_of() AS earliest_on, 'NO_DAY_IN_LAW' AS warning
FROM path_person
WHERE reason = 'DUPLICATE_MEMBERSHIP'
