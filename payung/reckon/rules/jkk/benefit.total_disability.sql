-- id: jkk.benefit.total_disability
-- label: Santunan cacat total tetap | Benefit for total permanent disability
-- sources: bpu.benefit_wage_base, jkk.bpu.income_table, jkk.total_disability_multiple, jkk.periodic
-- in: asked (ask_no, event_on, segment, wage_monthly_idr, scholarship_idr)
-- out: base_idr idr/month, benefit_idr idr, periodic_idr idr, total_idr idr
-- arg: event_on date day default=on | Hari kecelakaan atau diagnosis | Day of the accident or diagnosis
-- arg: segment text code values=PU,BPU default=BPU | Penerima upah (PU) atau bukan penerima upah (BPU) | Wage earner (PU) or self-employed (BPU)
-- arg: wage_monthly_idr int64 idr/month max=100000000000 | Upah sebulan, atau penghasilan yang dilaporkan | Monthly wage, or reported income
-- arg: scholarship_idr int64 idr default=0 | Beasiswa anak, dihitung tersendiri | Scholarships of the children, reckoned apart
-- res: base_idr int64 idr/month | Upah dasar manfaat | Wage on which the benefit rests
-- res: benefit_idr int64 idr | Santunan cacat | Disability benefit
-- res: periodic_idr int64 idr | Santunan berkala, dibayar sekaligus | Periodic benefit, paid at once
-- res: total_idr int64 idr | Seluruhnya, dengan beasiswa | All together, scholarships included
-- when: bpu.benefit_wage_base | segment=BPU
-- when: jkk.bpu.income_table | segment=BPU
-- say.id: Santunan cacat total tetap adalah {benefit_idr}, santunan berkala {periodic_idr}; seluruhnya {total_idr}.
-- say.en: The benefit for total disability is {benefit_idr}, the periodic benefit {periodic_idr}; together {total_idr}.
SELECT
  ask_no, 'OK' AS outcome, 'FULL_BENEFIT' AS reason, base_idr, benefit_idr, periodic_idr,
  benefit_idr + periodic_idr + scholarship_idr AS total_idr
FROM (
  SELECT
    *, base_idr * param('jkk.total_disability_multiple', event_on) AS benefit_idr,
    param('jkk.periodic', event_on) AS periodic_idr
  FROM (
    SELECT
      *,
      CASE WHEN segment = 'BPU' AND basis('bpu.benefit_wage_base', event_on) IS NOT NULL
          THEN bracket('jkk.bpu.income_table', event_on, wage_monthly_idr)
        ELSE wage_monthly_idr END AS base_idr
    FROM asked
  ) AS based
) AS reckoned
