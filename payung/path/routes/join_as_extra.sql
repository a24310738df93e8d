-- id: route.join_as_extra
-- label: ikut sebagai keluarga tambahan pekerja | join as an extra member of a worker's family
-- sources: jkn.ppu.extra_family_rate, jkn.ppu.wage_cap
-- in: path_person
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- A share of the worker's wage for each extra member, on a wage no higher than the cap. The local lowest wage, which
-- the law sets as floor, is in no register: the wage is taken as it is known.
SELECT
  person_id, extra_idr AS price_now_idr, extra_idr AS price_monthly_idr, 1 AS people, 0 AS months,
  CAST(NULL AS TEXT) AS other_payer, 0 AS other_pays_monthly_idr, as_of() AS earliest_on,
  CASE WHEN extra_idr IS NULL THEN 'WAGE_UNKNOWN' WHEN owes THEN 'ARREARS_REMAIN' ELSE 'NO_DAY_IN_LAW' END AS warning
FROM (
  SELECT
    person_id, owes,
    CASE WHEN worker_wage_idr IS NOT NULL
      THEN LEAST(worker_wage_idr, param('jkn.ppu.wage_cap', as_of()))
        * param('jkn.ppu.extra_family_rate', as_of()) // 100000
    END AS extra_idr
  FROM path_person
  WHERE is_extra AND reason <> 'NEWBORN_WINDOW'
) AS priced
