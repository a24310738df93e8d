-- id: jkk.benefit.incapacity
-- label: Santunan sementara tidak mampu bekerja (STMB) | Pay while temporarily unable to work
-- sources: bpu.benefit_wage_base, jkk.bpu.income_table, jkk.stmb
-- in: asked (ask_no, event_on, segment, wage_monthly_idr, months_unable)
-- out: base_idr idr/month, first_idr idr, second_idr idr, later_idr idr, total_idr idr
-- arg: event_on date day default=on | Hari kecelakaan atau diagnosis | Day of the accident or diagnosis
-- arg: segment text code values=PU,BPU default=BPU | Penerima upah (PU) atau bukan penerima upah (BPU) | Wage earner (PU) or self-employed (BPU)
-- arg: wage_monthly_idr int64 idr/month max=100000000000 | Upah sebulan, atau penghasilan yang dilaporkan | Monthly wage, or reported income
-- arg: months_unable int64 months max=600 | Bulan tidak mampu bekerja | Months unable to work
-- res: base_idr int64 idr/month | Upah dasar manfaat | Wage on which the benefit rests
-- res: first_idr int64 idr | Enam bulan pertama | First six months
-- res: second_idr int64 idr | Enam bulan kedua | Second six months
-- res: later_idr int64 idr | Bulan-bulan berikutnya sampai sembuh | Later months, until recovered
-- res: total_idr int64 idr | Santunan seluruhnya | Whole benefit
-- when: bpu.benefit_wage_base | segment=BPU
-- when: jkk.bpu.income_table | segment=BPU
-- say.id: Santunan untuk {months_unable} bulan adalah {total_idr}.
-- say.en: The benefit for {months_unable} months is {total_idr}.
SELECT
  ask_no, 'OK' AS outcome, 'BY_BLOCKS' AS reason, base_idr, first_idr, second_idr, later_idr,
  first_idr + second_idr + later_idr AS total_idr
FROM (
  SELECT
    ask_no, base_idr,
    base_idr * LEAST(months_unable, block_months) * param('jkk.stmb', event_on, 1) // 100000 AS first_idr,
    base_idr * LEAST(GREATEST(months_unable - block_months, 0), block_months)
      * param('jkk.stmb', event_on, 2) // 100000 AS second_idr,
    base_idr * GREATEST(months_unable - block_months * 2, 0) * param('jkk.stmb', event_on, 3) // 100000 AS later_idr
  FROM (
    SELECT
      *, param('jkk.stmb', event_on, 'block_months') AS block_months,
      CASE WHEN segment = 'BPU' AND basis('bpu.benefit_wage_base', event_on) IS NOT NULL
          THEN bracket('jkk.bpu.income_table', event_on, wage_monthly_idr)
        ELSE wage_monthly_idr END AS base_idr
    FROM asked
  ) AS based
) AS reckoned
