-- id: jp.benefit.disability
-- label: Pensiun cacat JP | Disability pension of JP
-- sources: jp.min_contribution_months, jp.disability_conditions, jp.formula, jp.benefit_min, jp.benefit_max, jp.survivor_shares
-- in: asked (ask_no, event_on, average_wage_idr, months_paid, months_member, paid_in_idr)
-- out: months_counted months, full_idr idr/month, pension_monthly_idr idr/month, lump_idr idr
-- arg: event_on date day default=on | Hari cacat total tetap ditetapkan | Day on which total permanent disability was found
-- arg: average_wage_idr int64 idr/month max=100000000000 | Rata-rata upah sebulan, tertimbang dan disesuaikan inflasi | Average monthly wage, weighted and adjusted by inflation
-- arg: months_paid int64 months max=1200 | Masa iur dalam bulan | Months of contribution
-- arg: paid_in_idr int64 idr default=0 | Iuran dan hasil pengembangannya | Contributions with their yield
-- arg: months_member int64 months max=1200 | Masa kepesertaan dalam bulan | Months of membership
-- res: months_counted int64 months | Masa iur yang dihitung | Months of contribution that count
-- res: full_idr int64 idr/month | Pensiun penuh peserta | Full pension of the member
-- res: pension_monthly_idr int64 idr/month | Pensiun sebulan | Monthly pension
-- res: lump_idr int64 idr | Dibayar sekaligus | Paid at once
-- when: jp.formula | reason!=LUMP_SUM
-- when: jp.benefit_min | reason!=LUMP_SUM
-- when: jp.benefit_max | reason!=LUMP_SUM
-- when: jp.survivor_shares | reason!=LUMP_SUM
-- nothing: lump_idr | dibayar sebagai pensiun bulanan | paid as a monthly pension
-- say.id: Pensiun sebulan {pension_monthly_idr}, dihitung dari masa iur {months_counted} bulan.
-- say.en: The monthly pension is {pension_monthly_idr}, counted for {months_counted} months of contribution.
-- say.id.LUMP_SUM: Syarat pensiun bulanan belum terpenuhi: iuran dan hasilnya {lump_idr} dibayar sekaligus.
-- say.en.LUMP_SUM: The terms of a monthly pension are not met: the contributions with their yield, {lump_idr}, are paid at once.
-- The lowest and the highest pension bound what is paid to each kind of pensioner, not the member's own pension alone.
-- Fewer months than a full pension needs count as full ones where the member was in long enough and paid densely enough.
SELECT
  ask_no, 'OK' AS outcome, reason, months_counted,
  CASE WHEN reason = 'LUMP_SUM' THEN 0 ELSE LEAST(GREATEST(formula_idr, floor_idr), ceiling_idr) END AS full_idr,
  CASE WHEN reason = 'LUMP_SUM' THEN 0
    ELSE LEAST(GREATEST(formula_idr * param('jp.survivor_shares', event_on, 'cacat_total_tetap') // 100000, floor_idr), ceiling_idr) END
    AS pension_monthly_idr,
  CASE WHEN reason = 'LUMP_SUM' THEN paid_in_idr ELSE 0 END AS lump_idr
FROM (
  SELECT
    *, average_wage_idr * param('jp.formula', event_on, 'accrual_per_year') * months_counted // 12 // 100000 AS formula_idr,
    param('jp.benefit_min', event_on) AS floor_idr, param('jp.benefit_max', event_on) AS ceiling_idr
  FROM (
    SELECT
      *,
      CASE WHEN reason = 'MONTHS_DEEMED' THEN param('jp.disability_conditions', event_on, 'deemed_months')
        ELSE months_paid END AS months_counted
    FROM (
      SELECT
        *,
        CASE
          WHEN months_paid >= param('jp.min_contribution_months', event_on) THEN 'PENSION_BY_FORMULA'
          WHEN months_member >= param('jp.disability_conditions', event_on, 'min_membership_months')
            AND months_paid * 100000 >= months_member * param('jp.disability_conditions', event_on, 'density')
            THEN 'MONTHS_DEEMED'
          ELSE 'LUMP_SUM'
        END AS reason
      FROM asked
    ) AS judged
  ) AS counted
) AS priced
