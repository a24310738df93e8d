-- id: jkp.benefit.cash
-- label: Uang tunai JKP | Cash benefit of JKP
-- sources: jkp.wage_cap, jkp.cash
-- in: asked (ask_no, dismissed_on, wage_monthly_idr, month_no)
-- out: base_idr idr/month, month_idr idr/month, total_idr idr
-- arg: dismissed_on date day default=on | Hari PHK | Day of the dismissal
-- arg: wage_monthly_idr int64 idr/month | Upah terakhir sebulan | Last monthly wage
-- arg: month_no int64 number values=1,2,3,4,5,6 default=1 | Bulan manfaat ke | Month of the benefit
-- res: base_idr int64 idr/month | Upah dasar manfaat | Wage on which the benefit rests
-- res: month_idr int64 idr/month | Uang tunai bulan ini | Cash of this month
-- res: total_idr int64 idr | Uang tunai seluruh bulan | Cash of all months
-- say.id: Bulan ke-{month_no}: {month_idr}; seluruh manfaat {total_idr}.
-- say.en: Month {month_no}: {month_idr}; the whole benefit is {total_idr}.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN base_idr < wage_monthly_idr THEN 'WAGE_AT_CAP' ELSE 'CASH_BY_MONTH' END AS reason,
  base_idr, base_idr * param('jkp.cash', dismissed_on, month_no) // 100000 AS month_idr,
  base_idr * param('jkp.cash', dismissed_on, 1) // 100000 + base_idr * param('jkp.cash', dismissed_on, 2) // 100000
  + base_idr * param('jkp.cash', dismissed_on, 3) // 100000 + base_idr * param('jkp.cash', dismissed_on, 4) // 100000
  + base_idr * param('jkp.cash', dismissed_on, 5) // 100000 + base_idr * param('jkp.cash', dismissed_on, 6) // 100000
  AS total_idr
FROM (
  SELECT *, LEAST(wage_monthly_idr, param('jkp.wage_cap', dismissed_on)) AS base_idr FROM asked
) AS capped
