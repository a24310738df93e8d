-- id: jht.bpu.contribution
-- label: Iuran JHT pekerja bukan penerima upah | Old-age contribution of a self-employed worker
-- sources: jht.bpu.rate, jkk.bpu.income_table
-- in: asked (ask_no, contribution_month, income_monthly_idr)
-- out: base_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: income_monthly_idr int64 idr/month | Penghasilan sebulan | Monthly income
-- res: base_idr int64 idr/month | Dasar iuran | Base of the contribution
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}.
-- No relief was ever given on old-age savings.
SELECT
  ask_no, 'OK' AS outcome, 'FULL_RATE' AS reason, base_idr,
  base_idr * param('jht.bpu.rate', contribution_month) // 100000 AS total_idr
FROM (
  SELECT *, bracket('jkk.bpu.income_table', contribution_month, income_monthly_idr) AS base_idr
  FROM asked
) AS based
