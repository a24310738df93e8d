-- id: jp.benefit.old_age
-- label: Pensiun hari tua JP | Old-age pension of JP
-- sources: jp.pension_age, jp.min_contribution_months, jp.formula, jp.benefit_min, jp.benefit_max
-- in: asked (ask_no, start_on, age_years, average_wage_idr, months_paid, paid_in_idr)
-- out: pension_age years, pension_monthly_idr idr/month, lump_idr idr
-- arg: start_on date day default=on | Hari mulai pensiun | Day on which the pension starts
-- arg: age_years int64 years max=150 | Usia pada hari itu | Age on that day
-- arg: average_wage_idr int64 idr/month max=100000000000 | Rata-rata upah sebulan, tertimbang dan disesuaikan inflasi | Average monthly wage, weighted and adjusted by inflation
-- arg: months_paid int64 months max=1200 | Masa iur dalam bulan | Months of contribution
-- arg: paid_in_idr int64 idr default=0 | Iuran dan hasil pengembangannya | Contributions with their yield
-- res: pension_age int64 years | Usia pensiun | Pension age
-- res: pension_monthly_idr int64 idr/month | Pensiun sebulan | Monthly pension
-- res: lump_idr int64 idr | Dibayar sekaligus | Paid at once
-- when: jp.min_contribution_months | reason!=AGE_NOT_REACHED
-- when: jp.formula | reason=PENSION_BY_FORMULA/PENSION_AT_FLOOR/PENSION_AT_CEILING
-- when: jp.benefit_min | reason=PENSION_BY_FORMULA/PENSION_AT_FLOOR/PENSION_AT_CEILING
-- when: jp.benefit_max | reason=PENSION_BY_FORMULA/PENSION_AT_FLOOR/PENSION_AT_CEILING
-- nothing: lump_idr | dibayar sebagai pensiun bulanan | paid as a monthly pension
-- say.id: Pensiun sebulan {pension_monthly_idr}.
-- say.en: The monthly pension is {pension_monthly_idr}.
-- say.id.LUMP_SUM: Masa iur {months_paid} bulan: iuran dan hasilnya {lump_idr} dibayar sekaligus.
-- say.en.LUMP_SUM: After {months_paid} months the contributions with their yield, {lump_idr}, are paid at once.
-- say.id.AGE_NOT_REACHED: Usia pensiun {pension_age} tahun belum tercapai.
-- say.en.AGE_NOT_REACHED: The pension age of {pension_age} years is not reached.
SELECT
  ask_no, CASE WHEN reason = 'AGE_NOT_REACHED' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason, pension_age,
  CASE reason WHEN 'AGE_NOT_REACHED' THEN 0 WHEN 'LUMP_SUM' THEN 0 WHEN 'PENSION_AT_FLOOR' THEN floor_idr
    WHEN 'PENSION_AT_CEILING' THEN ceiling_idr ELSE formula_idr END AS pension_monthly_idr,
  CASE WHEN reason = 'LUMP_SUM' THEN paid_in_idr ELSE 0 END AS lump_idr
FROM (
  SELECT
    *,
    CASE
      WHEN age_years < pension_age THEN 'AGE_NOT_REACHED'
      WHEN months_paid < param('jp.min_contribution_months', start_on) THEN 'LUMP_SUM'
      WHEN formula_idr < floor_idr THEN 'PENSION_AT_FLOOR'
      WHEN formula_idr > ceiling_idr THEN 'PENSION_AT_CEILING'
      ELSE 'PENSION_BY_FORMULA'
    END AS reason
  FROM (
    SELECT
      *, param('jp.pension_age', start_on) AS pension_age,
      param('jp.benefit_min', start_on) AS floor_idr, param('jp.benefit_max', start_on) AS ceiling_idr,
      average_wage_idr * param('jp.formula', start_on, 'accrual_per_year') * months_paid // 12 // 100000 AS formula_idr
    FROM asked
  ) AS priced
) AS judged
