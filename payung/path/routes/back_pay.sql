-- id: route.back_pay
-- label: bekas PBI daftar mandiri tanpa masa tunggu | removed from the state list, register without waiting
-- sources: jkn.new_pbpu.former_pbi_choice
-- in: path_person, path_family
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning (months: since removal, before the current one)
-- Who was removed pays each month since removal and the current one, and is covered at once.
SELECT
  p.person_id, f.newcomers_idr + f.back_idr + f.arrears_due_idr AS price_now_idr,
  f.newcomers_idr + f.debtors_idr AS price_monthly_idr, f.newcomers + f.debtors AS people, p.back_months AS months,
  CASE WHEN f.newcomers_subsidy_idr + f.debtors_subsidy_idr > 0 THEN 'STATE,PEMDA' END AS other_payer,
  f.newcomers_subsidy_idr + f.debtors_subsidy_idr AS other_pays_monthly_idr, as_of() AS earliest_on,
  'ONE_SOURCE' AS warning
FROM path_person AS p
JOIN path_family AS f ON f.family_id = p.family_id
WHERE p.can_register AND p.back_months IS NOT NULL
