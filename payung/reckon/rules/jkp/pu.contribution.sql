-- id: jkp.pu.contribution
-- label: Iuran JKP, tanpa tagihan tambahan | Job-loss contribution, without a bill of its own
-- sources: jkp.rate, jkp.wage_cap
-- in: asked (ask_no, contribution_month, wage_monthly_idr)
-- out: base_idr idr/month, state_idr idr/month, from_jkk_idr idr/month, from_jkm_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- res: base_idr int64 idr/month | Upah yang dihitung | Wage that counts
-- res: state_idr int64 idr/month | Dibayar pemerintah | Paid by the government
-- res: from_jkk_idr int64 idr/month | Dipindahkan dari iuran JKK | Moved from the JKK contribution
-- res: from_jkm_idr int64 idr/month | Dipindahkan dari iuran JKM | Moved from the JKM contribution
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- nothing: from_jkm_idr | hukum bulan itu tidak memindahkan bagian dari JKM | the law of that month moves no part from JKM
-- lapsing: jkp.rate/from_jkm
-- say.id: Iuran JKP bulan {contribution_month} adalah {total_idr}: pemerintah membayar {state_idr}, sisanya dipindahkan dari iuran lain; pekerja tidak membayar.
-- say.en: The JKP contribution of {contribution_month} is {total_idr}: the government pays {state_idr}, the rest is moved from other contributions; the worker pays nothing.
-- The cap is put on every part; one public reading of 2025 puts it on the part moved from JKK alone.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN base_idr < wage_monthly_idr THEN 'WAGE_AT_CAP' ELSE 'FULL_RATE' END AS reason,
  base_idr, state_idr, from_jkk_idr, from_jkm_idr, state_idr + from_jkk_idr + from_jkm_idr AS total_idr
FROM (
  SELECT
    *, base_idr * param('jkp.rate', contribution_month, 'gov') // 100000 AS state_idr,
    base_idr * param('jkp.rate', contribution_month, 'from_jkk') // 100000 AS from_jkk_idr,
    base_idr * COALESCE(param('jkp.rate', contribution_month, 'from_jkm'), 0) // 100000 AS from_jkm_idr
  FROM (
    SELECT *, LEAST(wage_monthly_idr, param('jkp.wage_cap', contribution_month)) AS base_idr
    FROM asked
  ) AS based
) AS shared
