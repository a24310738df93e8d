-- People alike in JKN. in: persons, determinations, memberships, paths. Who is neither paid for, paying, in arrears nor
-- free to enrol is counted in OTHER, so that the sum is everybody.
SELECT
  regency_code, decile, sex, cell, is_proposable, is_appointable, arrears_months, care_class, is_active, COUNT(*) AS people
FROM (
  SELECT
    COALESCE(p.regency_code, '') AS regency_code, COALESCE(p.decile, 0) AS decile, COALESCE(p.sex, '') AS sex,
    CASE
      WHEN d.reason = 'PAID_BY_STATE' THEN 'STATE'
      WHEN d.reason = 'PAID_BY_REGION' THEN 'REGION'
      WHEN d.reason = 'PAID_BY_SELF' THEN 'SELF'
      WHEN d.reason IN ('ARREARS', 'INSTALMENTS_RUNNING') THEN 'ARREARS'
      WHEN r.is_open THEN 'OPEN'
      ELSE 'OTHER'
    END AS cell,
    COALESCE(r.is_proposable, FALSE) AS is_proposable, COALESCE(r.is_appointable, FALSE) AS is_appointable,
    CASE WHEN d.reason IN ('ARREARS', 'INSTALMENTS_RUNNING')
      THEN LEAST(d.arrears_months, param('jkn.reactivation_payment', as_of(), 'months_cap')) ELSE 0 END AS arrears_months,
    CASE WHEN d.reason IN ('PAID_BY_SELF', 'ARREARS', 'INSTALMENTS_RUNNING') THEN COALESCE(m.care_class, 0) ELSE 0 END
      AS care_class,
    d.status = 'ACTIVE' AS is_active
  FROM determinations AS d
  JOIN persons AS p ON p.person_id = d.person_id
  LEFT JOIN (
    SELECT person_id, care_class FROM memberships WHERE programme = 'JKN' AND rank = 1 AND segment IN ('PBPU', 'BP')
  ) AS m ON m.person_id = d.person_id
  LEFT JOIN (
    SELECT
      person_id, BOOL_OR(route = 'REGISTER_PBPU') AS is_open, BOOL_OR(route = 'PROPOSE_PBI') AS is_proposable,
      BOOL_OR(route = 'REGION_APPOINTS') AS is_appointable
    FROM paths WHERE programme = 'JKN' AND route IN ('REGISTER_PBPU', 'PROPOSE_PBI', 'REGION_APPOINTS')
    GROUP BY person_id
  ) AS r ON r.person_id = d.person_id
  WHERE d.programme = 'JKN'
) AS each
GROUP BY regency_code, decile, sex, cell, is_proposable, is_appointable, arrears_months, care_class, is_active
