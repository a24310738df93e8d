-- id: route.write_off
-- label: pemutihan tunggakan kelas III (usulan) | write-off of class III arrears (a proposal)
-- sources: jkn.arrears_writeoff_2026
-- in: path_person, path_family
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning (months: written off)
-- Only a scenario that switches the proposal on asks this. The draft wipes the arrears of poor class III members who
-- become active first, so the current month is what the family still pays.
SELECT
  p.person_id, f.debtors_idr AS price_now_idr, f.debtors_idr AS price_monthly_idr, f.debtors AS people,
  LEAST(p.arrears_months, param('jkn.arrears_writeoff_2026', as_of(), 'months_cap')) AS months,
  'STATE,PEMDA' AS other_payer, f.debtors_subsidy_idr AS other_pays_monthly_idr,
  add_months(month_start(as_of()), 1) AS earliest_on,
  'NOT_LAW_YET' AS warning
FROM path_person AS p
JOIN path_family AS f ON f.family_id = p.family_id
WHERE p.owes AND p.care_class = param('jkn.arrears_writeoff_2026', as_of(), 'care_class')
  AND p.decile <= param('jkn.arrears_writeoff_2026', as_of(), 'decile_max')
