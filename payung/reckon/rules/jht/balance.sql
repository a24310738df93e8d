-- id: jht.balance
-- label: Perkiraan saldo JHT | Estimate of the JHT balance
-- sources: jht.pu.split, jht.bpu.rate, jkk.bpu.income_table
-- in: asked (ask_no, from_month, segment, wage_monthly_idr, balance_idr, months, yield_rate)
-- out: contribution_idr idr/month, paid_in_idr idr, yield_idr idr, balance_end_idr idr
-- arg: from_month date month default=on | Bulan pertama | First month
-- arg: segment text code values=PU,BPU default=BPU | Penerima upah (PU) atau bukan penerima upah (BPU) | Wage earner (PU) or self-employed (BPU)
-- arg: wage_monthly_idr int64 idr/month max=100000000000 | Upah atau penghasilan sebulan | Monthly wage or income
-- arg: balance_idr int64 idr default=0 | Saldo awal | Opening balance
-- arg: months int64 months max=600 | Bulan menabung | Months of saving
-- arg: yield_rate int64 per_100000/year max=50000 | Hasil pengembangan setahun, per 100.000 | Yield of a year, per 100,000
-- res: contribution_idr int64 idr/month | Iuran sebulan | Contribution of a month
-- res: paid_in_idr int64 idr | Iuran seluruhnya | Contributions in all
-- res: yield_idr int64 idr | Hasil pengembangan | Yield
-- res: balance_end_idr int64 idr | Perkiraan saldo akhir | Estimated closing balance
-- when: jht.pu.split | segment=PU
-- when: jht.bpu.rate | segment=BPU
-- when: jkk.bpu.income_table | segment=BPU
-- say.id: Perkiraan saldo setelah {months} bulan adalah {balance_end_idr}, di antaranya hasil pengembangan {yield_idr}.
-- say.en: The balance after {months} months is estimated at {balance_end_idr}, of which {yield_idr} is yield.
-- Yield is not set by law but declared each year: it is handed in, counted by month, without yield on yield.
SELECT
  ask_no, 'OK' AS outcome, 'ESTIMATE' AS reason, contribution_idr, contribution_idr * months AS paid_in_idr, yield_idr,
  balance_idr + contribution_idr * months + yield_idr AS balance_end_idr
FROM (
  SELECT
    *,
    balance_idr // 12 * yield_rate // 100000 * months
    + contribution_idr * (months * (months - 1) // 2) // 12 * yield_rate // 100000 AS yield_idr
  FROM (
    SELECT
      *,
      CASE WHEN segment = 'PU' THEN wage_monthly_idr * param('jht.pu.split', from_month, 'total') // 100000
        ELSE bracket('jkk.bpu.income_table', from_month, wage_monthly_idr) * param('jht.bpu.rate', from_month) // 100000
      END AS contribution_idr
    FROM asked
  ) AS charged
) AS grown
