-- id: route.bpu_employer
-- label: didaftarkan atau dilunasi pemberi kerja | the employer registers or pays
-- sources: jkk.pu.rate_by_risk, jkm.pu.rate
-- in: path_work
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- The employer alone pays for work accidents and death. The risk group of the workplace is in no register: the
-- lowest is shown.
SELECT
  person_id, 0 AS price_now_idr, 0 AS price_monthly_idr, 1 AS people,
  CASE WHEN reason = 'EMPLOYER_ARREARS' THEN arrears_months ELSE 0 END AS months, 'EMPLOYER' AS other_payer,
  wage_monthly_idr * param('jkk.pu.rate_by_risk', as_of(), 'sangat_rendah') // 100000
    + wage_monthly_idr * param('jkm.pu.rate', as_of()) // 100000 AS other_pays_monthly_idr,
  as_of() AS earliest_on,
  CASE WHEN wage_monthly_idr IS NULL THEN 'WAGE_UNKNOWN' ELSE 'LOWEST_RISK' END AS warning
FROM path_work
WHERE has_employer
