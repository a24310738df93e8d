-- id: route.instalments
-- label: cicil tunggakan (REHAB) | pay the arrears by instalments (REHAB)
-- sources: jkn.rehab.min_months, jkn.rehab.max_instalments
-- in: path_person, path_family
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
--      (months: number of monthly instalments; price a month: one instalment)
-- An instalment is a share of the arrears and the current month. Cover begins with the last one; one branch says with
-- the first.
SELECT
  person_id, instalment_idr AS price_now_idr, instalment_idr AS price_monthly_idr, debtors AS people,
  instalments AS months,
  CASE WHEN debtors_subsidy_idr > 0 THEN 'STATE,PEMDA' END AS other_payer,
  debtors_subsidy_idr AS other_pays_monthly_idr, add_months(as_of(), instalments - 1) AS earliest_on,
  'ACTIVE_AFTER_LAST' AS warning
FROM (
  SELECT
    person_id, debtors, debtors_subsidy_idr, instalments,
    (arrears_idr + instalments - 1) // instalments + debtors_idr AS instalment_idr
  FROM (
    SELECT
      p.person_id, f.debtors, f.debtors_idr, f.debtors_subsidy_idr, f.arrears_idr,
      GREATEST(1, LEAST(
        param('jkn.rehab.max_instalments', as_of(), 'pbpu_aktif'),
        f.billed_months // COALESCE(param('jkn.rehab.max_instalments', as_of(), 'pbpu_aktif_arrears_divisor'), 1),
        f.arrears_idr // COALESCE(param('jkn.rehab.max_instalments', as_of(), 'cicilan_minimal'), 1))) AS instalments
    FROM path_person AS p
    JOIN path_family AS f ON f.family_id = p.family_id
    WHERE p.owes AND f.arrears_idr > 0
      AND param('jkn.rehab.max_instalments', as_of(), 'pbpu_aktif') IS NOT NULL
      AND (p.reason = 'INSTALMENTS_RUNNING' OR p.billed_months >= param('jkn.rehab.min_months', as_of()))
  ) AS planned
) AS priced
