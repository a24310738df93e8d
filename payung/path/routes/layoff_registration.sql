-- id: route.layoff_registration
-- label: catatkan jaminan setelah PHK | have the cover after layoff recorded
-- sources: jkn.phk.coverage_months
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- Cover after layoff costs nothing while the window is open; the proof of layoff makes the register show it.
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, CAST(NULL AS TEXT) AS other_payer,
  0 AS other_pays_monthly_idr, as_of() AS earliest_on, CAST(NULL AS TEXT) AS warning
FROM path_person
WHERE reason = 'LAYOFF_COVER'
