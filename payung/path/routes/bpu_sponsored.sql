-- id: route.bpu_sponsored
-- label: dibayari pihak lain | be paid for by a sponsor
-- sources: jkn.pbi.eligible_deciles
-- in: path_work
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- Offered to the deciles that the state helps elsewhere, because no register says whom a sponsor names. The full
-- contribution is shown: where APBN or APBD pays there is no discount.
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people, 0 AS months, 'SPONSOR' AS other_payer,
  gross_idr AS other_pays_monthly_idr, as_of() AS earliest_on, 'SPONSOR_DECIDES' AS warning
FROM path_work
WHERE NOT has_employer AND may_join
  AND decile BETWEEN param('jkn.pbi.eligible_deciles', as_of(), 'min')
    AND param('jkn.pbi.eligible_deciles', as_of(), 'max')
