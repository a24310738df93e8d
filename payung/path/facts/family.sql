-- id: path.family
-- label: iuran dan tunggakan satu kartu keluarga | contributions and arrears of one family card
-- sources: jkn.family_enrolment_rule, jkn.reactivation_payment
-- in: path_person
-- out: family_id, newcomers persons, newcomers_idr idr/month, newcomers_subsidy_idr idr/month, back_idr idr,
--      debtors persons, debtors_idr idr/month, debtors_subsidy_idr idr/month, billed_months months,
--      arrears_idr idr, arrears_due_idr idr (arrears and the month in which cover returns)
-- Members covered through somebody else are not counted: their payer stays. Back-pay costs each removed member the
-- months since removal; the month of registration is in newcomers_idr.
SELECT
  family_id,
  SUM(CASE WHEN can_register THEN 1 ELSE 0 END) AS newcomers,
  SUM(CASE WHEN can_register THEN rate_idr ELSE 0 END) AS newcomers_idr,
  SUM(CASE WHEN can_register THEN subsidy_idr ELSE 0 END) AS newcomers_subsidy_idr,
  SUM(CASE WHEN can_register THEN COALESCE(back_months, 0) * rate_idr ELSE 0 END) AS back_idr,
  SUM(CASE WHEN owes THEN 1 ELSE 0 END) AS debtors,
  SUM(CASE WHEN owes THEN rate_idr ELSE 0 END) AS debtors_idr,
  SUM(CASE WHEN owes THEN subsidy_idr ELSE 0 END) AS debtors_subsidy_idr,
  MAX(billed_months) AS billed_months,
  SUM(billed_months * rate_idr) AS arrears_idr,
  SUM(CASE WHEN owes
    THEN (billed_months + param('jkn.reactivation_payment', as_of(), 'current_months')) * rate_idr
    ELSE 0 END) AS arrears_due_idr
FROM path_person
WHERE can_register OR owes
GROUP BY family_id
