-- id: jht.pu.contribution
-- label: Iuran JHT pekerja penerima upah | Old-age contribution for a wage earner
-- sources: jht.pu.split
-- in: asked (ask_no, contribution_month, wage_monthly_idr)
-- out: employer_idr idr/month, worker_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- res: employer_idr int64 idr/month | Dibayar pemberi kerja | Paid by the employer
-- res: worker_idr int64 idr/month | Dibayar pekerja | Paid by the worker
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: pemberi kerja membayar {employer_idr}, pekerja {worker_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}: the employer pays {employer_idr}, the worker {worker_idr}.
SELECT ask_no, 'OK' AS outcome, 'FULL_RATE' AS reason, employer_idr, worker_idr, employer_idr + worker_idr AS total_idr
FROM (
  SELECT
    ask_no, wage_monthly_idr * param('jht.pu.split', contribution_month, 'employer') // 100000 AS employer_idr,
    wage_monthly_idr * param('jht.pu.split', contribution_month, 'worker') // 100000 AS worker_idr
  FROM asked
) AS shared
