-- id: route.region_pays
-- label: pemerintah daerah melunasi tagihannya | the region pays what it owes
-- sources: jkn.pbpu_pemda.contribution
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, arrears_months AS months, 'PEMDA' AS other_payer,
  param('jkn.pbpu_pemda.contribution', as_of()) AS other_pays_monthly_idr, as_of() AS earliest_on,
  CAST(NULL AS TEXT) AS warning
FROM path_person
WHERE reason = 'REGION_ARREARS'
