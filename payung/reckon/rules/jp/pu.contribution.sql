-- id: jp.pu.contribution
-- label: Iuran JP pekerja penerima upah | Pension contribution for a wage earner
-- sources: jp.covid_deferral, jp.split, jp.wage_cap
-- in: asked (ask_no, contribution_month, wage_monthly_idr, is_deferred)
-- out: base_idr idr/month, employer_idr idr/month, worker_idr idr/month, total_idr idr/month, paid_now_idr idr/month, deferred_idr idr/month, repay_from day, repay_until day
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- arg: is_deferred bool yes_no default=false | Pemberi kerja memakai penundaan iuran | The employer uses the deferral
-- res: base_idr int64 idr/month | Upah yang dihitung | Wage that counts
-- res: employer_idr int64 idr/month | Dibayar pemberi kerja | Paid by the employer
-- res: worker_idr int64 idr/month | Dibayar pekerja | Paid by the worker
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- res: paid_now_idr int64 idr/month | Dibayar sekarang | Paid now
-- res: deferred_idr int64 idr/month | Ditunda | Deferred
-- res: repay_from date day optional | Yang ditunda dilunasi mulai | Deferred part repaid from
-- res: repay_until date day optional | Yang ditunda dilunasi paling lambat | Deferred part repaid by
-- when: jp.covid_deferral | reason=DEFERRED
-- nothing: deferred_idr | tidak ada yang ditunda | nothing is put off
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: pemberi kerja membayar {employer_idr}, pekerja {worker_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}: the employer pays {employer_idr}, the worker {worker_idr}.
-- say.id.DEFERRED: Iuran bulan {contribution_month} adalah {total_idr}: sekarang dibayar {paid_now_idr}, sisanya {deferred_idr} paling lambat {repay_until}.
-- say.en.DEFERRED: The contribution of {contribution_month} is {total_idr}: {paid_now_idr} is paid now, the rest of {deferred_idr} by {repay_until}.
SELECT
  ask_no, CASE WHEN reason = 'NO_DEFERRAL' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason, base_idr,
  employer_idr, worker_idr, total_idr,
  CASE WHEN reason = 'DEFERRED' THEN total_idr * param('jp.covid_deferral', contribution_month, 'paid_now') // 100000
    ELSE total_idr END AS paid_now_idr,
  CASE WHEN reason = 'DEFERRED'
    THEN total_idr - total_idr * param('jp.covid_deferral', contribution_month, 'paid_now') // 100000
    ELSE 0 END AS deferred_idr,
  CASE WHEN reason = 'DEFERRED' THEN param('jp.covid_deferral', contribution_month, 'repay_from') END AS repay_from,
  CASE WHEN reason = 'DEFERRED' THEN param('jp.covid_deferral', contribution_month, 'repay_until') END AS repay_until
FROM (
  SELECT
    *, employer_idr + worker_idr AS total_idr,
    CASE WHEN is_deferred AND param('jp.covid_deferral', contribution_month, 'paid_now') IS NULL THEN 'NO_DEFERRAL'
      WHEN is_deferred THEN 'DEFERRED' WHEN base_idr < wage_monthly_idr THEN 'WAGE_AT_CAP' ELSE 'FULL_RATE' END AS reason
  FROM (
    SELECT
      *, base_idr * param('jp.split', contribution_month, 'employer') // 100000 AS employer_idr,
      base_idr * param('jp.split', contribution_month, 'worker') // 100000 AS worker_idr
    FROM (
      SELECT *, LEAST(wage_monthly_idr, param('jp.wage_cap', contribution_month)) AS base_idr
      FROM asked
    ) AS based
  ) AS shared
) AS summed
