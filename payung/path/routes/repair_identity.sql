-- id: route.repair_identity
-- label: perbaiki NIK atau KK lalu teruskan | repair the identity and go on
-- sources: jkn.family_enrolment_rule, jkn.new_pbpu.waiting_days
-- in: path_person, path_family
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- A mismatch costs nothing to repair and the old membership returns. An attempt to register as self-paying goes on
-- after the repair: the first month of the family is due.
SELECT
  p.person_id,
  CASE WHEN p.is_self_paying THEN f.newcomers_idr + f.arrears_due_idr ELSE 0 END AS price_now_idr,
  CASE WHEN p.is_self_paying THEN f.newcomers_idr + f.debtors_idr ELSE 0 END AS price_monthly_idr,
  CASE WHEN p.is_self_paying THEN f.newcomers + f.debtors ELSE 1 END AS people,
  CASE WHEN p.is_self_paying THEN f.billed_months ELSE 0 END AS months,
  CASE WHEN p.is_self_paying AND f.newcomers_subsidy_idr + f.debtors_subsidy_idr > 0 THEN 'STATE,PEMDA' END
    AS other_payer,
  CASE WHEN p.is_self_paying THEN f.newcomers_subsidy_idr + f.debtors_subsidy_idr ELSE 0 END AS other_pays_monthly_idr,
  CASE WHEN p.is_self_paying THEN add_days(as_of(), param('jkn.new_pbpu.waiting_days', as_of())) ELSE as_of() END
    AS earliest_on,
  CASE WHEN p.is_self_paying AND f.newcomers + f.debtors > 1 THEN 'WHOLE_FAMILY' ELSE 'NO_DAY_IN_LAW' END AS warning
FROM (
  SELECT
    person_id, family_id, reason = 'ATTEMPT_FAILED' AND can_register AND COALESCE(segment, 'PBPU') IN ('PBPU', 'BP')
      AS is_self_paying
  FROM path_person
  WHERE reason IN ('IDENTITY_MISMATCH', 'ATTEMPT_FAILED')
) AS p
LEFT JOIN path_family AS f ON f.family_id = p.family_id
