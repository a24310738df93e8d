-- id: route.join_family_worker
-- label: ikut sebagai tanggungan suami, istri, atau orang tua yang bekerja | join a working spouse or parent
-- sources: jkn.ppu.family_covered
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- The worker's contribution does not change: it covers the spouse and the children who have a place.
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, CAST(NULL AS TEXT) AS other_payer,
  0 AS other_pays_monthly_idr, as_of() AS earliest_on,
  CASE WHEN owes THEN 'ARREARS_REMAIN' ELSE 'NO_DAY_IN_LAW' END AS warning
FROM path_person
WHERE has_place AND reason <> 'NEWBORN_WINDOW'
