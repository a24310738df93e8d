-- id: route.pay_arrears
-- label: bayar tunggakan sekeluarga dan bulan berjalan | pay the family's arrears and the current month
-- sources: jkn.reactivation_payment
-- in: path_person, path_family
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- The whole card is paid at once; at most the capped months are billed, at the contribution of the day of payment.
SELECT
  p.person_id, f.arrears_due_idr AS price_now_idr, f.debtors_idr AS price_monthly_idr, f.debtors AS people,
  p.billed_months AS months,
  CASE WHEN f.debtors_subsidy_idr > 0 THEN 'STATE,PEMDA' END AS other_payer,
  f.debtors_subsidy_idr AS other_pays_monthly_idr, as_of() AS earliest_on,
  CASE
    WHEN p.arrears_months > p.billed_months
      AND param('jkn.reactivation_payment', as_of(), 'rest_paid_until') IS NOT NULL THEN 'ARREARS_REMAIN'
    ELSE 'FINE_WINDOW_45'
  END AS warning
FROM path_person AS p
JOIN path_family AS f ON f.family_id = p.family_id
WHERE p.owes
