-- id: route.employer_registers
-- label: didaftarkan pemberi kerja | be registered by the employer
-- sources: jkn.ppu_bu.split, jkn.ppu.wage_cap
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- Of the wage, no higher than the cap, worker and employer pay each a share. The share is unknown where the wage is.
SELECT
  person_id, base_idr * param('jkn.ppu_bu.split', as_of(), 'worker') // 100000 AS price_now_idr,
  base_idr * param('jkn.ppu_bu.split', as_of(), 'worker') // 100000 AS price_monthly_idr, 1 AS people, 0 AS months,
  'EMPLOYER' AS other_payer,
  base_idr * param('jkn.ppu_bu.split', as_of(), 'employer') // 100000 AS other_pays_monthly_idr,
  COALESCE(appointed_on, as_of()) AS earliest_on,
  CASE
    WHEN base_idr IS NULL THEN 'WAGE_UNKNOWN'
    WHEN owes THEN 'ARREARS_REMAIN'
    WHEN appointed_on IS NULL THEN 'NO_DAY_IN_LAW'
  END AS warning
FROM (
  SELECT
    person_id, owes,
    CASE WHEN reason = 'APPOINTED_NOT_IN_FORCE' THEN add_days(status_until, 1) END AS appointed_on,
    CASE WHEN wage_monthly_idr IS NOT NULL THEN LEAST(wage_monthly_idr, param('jkn.ppu.wage_cap', as_of())) END
      AS base_idr
  FROM path_person
  WHERE (has_employer AND reason NOT IN (
      'EMPLOYER_ARREARS', 'DECEASED', 'LEFT_THE_COUNTRY', 'IDENTITY_MISMATCH', 'DUPLICATE_MEMBERSHIP', 'NEWBORN_WINDOW',
      'APPOINTED_NOT_IN_FORCE'))
    OR (reason = 'APPOINTED_NOT_IN_FORCE' AND segment IN ('PPU_BU', 'PPU_PN'))
) AS based
