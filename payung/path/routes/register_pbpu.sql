-- id: route.register_pbpu
-- label: daftar mandiri sekeluarga | register the whole family as self-paying
-- sources: jkn.new_pbpu.waiting_days
-- in: path_person, path_family
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- Every uncovered member of the card is registered, and what others on the card owe is paid with it.
SELECT
  p.person_id, f.newcomers_idr + f.arrears_due_idr AS price_now_idr,
  f.newcomers_idr + f.debtors_idr AS price_monthly_idr,
  f.newcomers + f.debtors AS people, f.billed_months AS months,
  CASE WHEN f.newcomers_subsidy_idr + f.debtors_subsidy_idr > 0 THEN 'STATE,PEMDA' END AS other_payer,
  f.newcomers_subsidy_idr + f.debtors_subsidy_idr AS other_pays_monthly_idr,
  CASE
    WHEN p.reason = 'FIRST_PAYMENT_DUE' THEN as_of()
    WHEN p.reason = 'WAITING_PERIOD' AND p.status_until IS NOT NULL THEN add_days(p.status_until, 1)
    ELSE add_days(as_of(), param('jkn.new_pbpu.waiting_days', as_of()))
  END AS earliest_on,
  CASE WHEN f.newcomers + f.debtors > 1 THEN 'WHOLE_FAMILY' END AS warning
FROM path_person AS p
JOIN path_family AS f ON f.family_id = p.family_id
WHERE p.can_register
