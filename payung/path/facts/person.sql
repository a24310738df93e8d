-- id: path.person
-- label: keadaan orang yang menentukan jalurnya di JKN | what decides a person's routes in JKN
-- sources: jkn.pbpu_bp.kelas1, jkn.pbpu_bp.kelas2, jkn.pbpu_bp.kelas3_member_pays, jkn.pbpu_bp.kelas3_subsidy,
--      jkn.reactivation_payment
-- in: path_need, path_dependant
-- out: the columns of path_need, has_place, is_extra, worker_wage_idr idr/month, can_register, owes,
--      is_open_to_help (nobody else is bound to cover), billed_months months, back_months months,
--      rate_idr idr/month, subsidy_idr idr/month
-- Who registers anew is priced in class III, the lowest; who already has a class keeps it.
SELECT
  person_id, family_id, reason, segment, arrears_months, status_until, ended_on, care_class, role, wage_monthly_idr,
  decile, is_ill, regency_code, is_in_population, kin, has_employer, has_place, is_extra, worker_wage_idr,
  can_register, owes, is_open_to_help, back_months,
  CASE WHEN owes THEN LEAST(arrears_months, param('jkn.reactivation_payment', as_of(), 'months_cap')) ELSE 0 END
    AS billed_months,
  CASE priced_class
    WHEN 1 THEN param('jkn.pbpu_bp.kelas1', as_of())
    WHEN 2 THEN param('jkn.pbpu_bp.kelas2', as_of())
    ELSE param('jkn.pbpu_bp.kelas3_member_pays', as_of())
  END AS rate_idr,
  CASE WHEN priced_class IN (1, 2) THEN 0 ELSE COALESCE(param('jkn.pbpu_bp.kelas3_subsidy', as_of()), 0) END
    AS subsidy_idr
FROM (
  SELECT
    n.person_id, n.family_id, n.reason, n.segment, n.arrears_months, n.status_until, n.ended_on, n.care_class, n.role,
    n.wage_monthly_idr, n.decile, n.is_ill, n.regency_code, n.is_in_population, n.kin, n.has_employer,
    COALESCE(d.has_place, FALSE) AS has_place, COALESCE(d.is_extra, FALSE) AS is_extra, d.worker_wage_idr,
    n.reason IN ('ARREARS', 'INSTALMENTS_RUNNING') AS owes,
    CASE
      WHEN n.reason IN ('ARREARS', 'INSTALMENTS_RUNNING', 'WAITING_PERIOD', 'FIRST_PAYMENT_DUE') THEN n.care_class
    END AS priced_class,
    n.reason IN ('WAITING_PERIOD', 'FIRST_PAYMENT_DUE')
      OR (NOT n.has_employer AND NOT COALESCE(d.has_place, FALSE) AND n.reason IN (
        'NEVER_REGISTERED', 'ATTEMPT_FAILED', 'REMOVED_FROM_PBI', 'CHRONIC_BRIDGE', 'REACTIVATION_RUNNING',
        'REGION_STOPPED_PAYING', 'REGION_ARREARS', 'LAID_OFF', 'RESIGNED', 'CONTRACT_ENDED', 'LAYOFF_COVER',
        'AGED_OUT', 'FAMILY_LIMIT')) AS can_register,
    NOT n.has_employer AND NOT COALESCE(d.has_place, FALSE) AND n.reason IN (
      'NEVER_REGISTERED', 'ATTEMPT_FAILED', 'REMOVED_FROM_PBI', 'CHRONIC_BRIDGE', 'REGION_STOPPED_PAYING', 'LAID_OFF',
      'RESIGNED', 'CONTRACT_ENDED', 'AGED_OUT', 'FAMILY_LIMIT', 'ARREARS', 'INSTALMENTS_RUNNING') AS is_open_to_help,
    CASE
      WHEN n.reason IN ('REMOVED_FROM_PBI', 'CHRONIC_BRIDGE') AND n.ended_on IS NOT NULL
        THEN GREATEST(months_between(as_of(), n.ended_on), 0)
    END AS back_months
  FROM path_need AS n
  LEFT JOIN path_dependant AS d ON d.person_id = n.person_id
) AS known
