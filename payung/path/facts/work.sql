-- id: path.work
-- label: pekerja yang tidak aktif di JKK dan JKM | workers not active in work accident and death cover
-- sources: jkk.bpu.income_table, jkk.bpu.rate, jkm.bpu.amount, pu.covid_relief, bpu.discount_pp50, bpu.age_max_join
-- in: path_job, determinations, persons
-- out: person_id, reason, segment, arrears_months months, wage_monthly_idr idr/month, sector, decile, association,
--      has_employer, may_join (below the age limit), has_lapsed, gross_idr idr/month (before the discount),
--      due_idr idr/month
-- A self-employed person whose income nobody knows is priced on the lowest bracket; an unknown age bars nobody. The
-- discount is that of the month and the sector; an unknown sector is not transport. Migrant workers who owe their own
-- tariff are left out: no route here is theirs.
SELECT
  person_id, reason, segment, arrears_months, wage_monthly_idr, sector, decile, association, has_employer, may_join,
  reason IN ('GRACE', 'ARREARS') OR (reason = 'CONTRACT_ENDED' AND COALESCE(segment, 'BPU') = 'BPU') AS has_lapsed,
  gross_idr,
  gross_idr - gross_idr * COALESCE(param('bpu.discount_pp50', month_start(as_of()), sector), 0) // 100000 AS due_idr
FROM (
  SELECT
    person_id, reason, segment, arrears_months, wage_monthly_idr, sector, decile, association, has_employer,
    COALESCE(age_years(birth_date, as_of()) < param('bpu.age_max_join', as_of()), TRUE) AS may_join,
    (bracket('jkk.bpu.income_table', as_of(), COALESCE(wage_monthly_idr, 0)) * param('jkk.bpu.rate', as_of()) // 100000)
        * COALESCE(param('pu.covid_relief', month_start(as_of())), 100000) // 100000
      + param('jkm.bpu.amount', as_of()) * COALESCE(param('pu.covid_relief', month_start(as_of())), 100000) // 100000
      AS gross_idr
  FROM (
    SELECT
      d.person_id, d.reason, d.segment, d.arrears_months, p.income_monthly_idr AS wage_monthly_idr, p.sector, p.decile,
      p.association, p.birth_date,
      d.reason = 'EMPLOYER_ARREARS' OR (d.reason = 'FIRST_PAYMENT_DUE' AND d.segment IN ('PU', 'JAKON'))
        OR (p.works_as = 'EMPLOYEE' AND d.reason NOT IN ('LAID_OFF', 'RESIGNED', 'CONTRACT_ENDED')) AS has_employer
    FROM (
      SELECT person_id, reason, segment, arrears_months FROM path_job WHERE is_uncovered
      UNION ALL
      SELECT m.person_id, m.reason, m.segment, m.arrears_months
      FROM determinations AS m
      LEFT JOIN (SELECT person_id FROM path_job WHERE is_uncovered) AS j ON j.person_id = m.person_id
      WHERE m.programme = 'JKM' AND (m.status <> 'ACTIVE' OR m.reason = 'GRACE') AND j.person_id IS NULL
    ) AS d
    JOIN persons AS p ON p.person_id = d.person_id
    WHERE p.works_as IN ('EMPLOYEE', 'SELF') AND d.reason NOT IN ('DECEASED', 'LEFT_THE_COUNTRY')
      AND NOT (COALESCE(d.segment, 'NONE') = 'PMI' AND d.reason IN ('ARREARS', 'FIRST_PAYMENT_DUE'))
  ) AS known
) AS priced
