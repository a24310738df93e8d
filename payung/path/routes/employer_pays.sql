-- id: route.employer_pays
-- label: pemberi kerja melunasi iurannya | the employer pays what it owes
-- sources: jkn.ppu_bu.split, jkn.ppu.wage_cap
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- The debt is the employer's: the person pays nothing now, and then the worker's share of the wage as before.
-- A dependant pays nothing.
SELECT
  person_id, 0 AS price_now_idr,
  CASE WHEN is_worker THEN base_idr * param('jkn.ppu_bu.split', as_of(), 'worker') // 100000 ELSE 0 END
    AS price_monthly_idr,
  1 AS people, arrears_months AS months, 'EMPLOYER' AS other_payer,
  CASE WHEN is_worker THEN base_idr * param('jkn.ppu_bu.split', as_of(), 'employer') // 100000 ELSE 0 END
    AS other_pays_monthly_idr,
  as_of() AS earliest_on, CASE WHEN is_worker AND base_idr IS NULL THEN 'WAGE_UNKNOWN' END AS warning
FROM (
  SELECT
    person_id, arrears_months, COALESCE(role, 'WORKER') = 'WORKER' AS is_worker,
    CASE WHEN wage_monthly_idr IS NOT NULL THEN LEAST(wage_monthly_idr, param('jkn.ppu.wage_cap', as_of())) END
      AS base_idr
  FROM path_person
  WHERE reason = 'EMPLOYER_ARREARS'
) AS based
