-- id: jkm.pu.contribution
-- label: Iuran JKM pekerja penerima upah | Death contribution for a wage earner
-- sources: pu.covid_relief, jkm.pu.rate
-- in: asked (ask_no, contribution_month, wage_monthly_idr, meets_relief_conditions)
-- out: gross_idr idr/month, relief_idr idr/month, employer_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- arg: meets_relief_conditions bool yes_no default=true | Memenuhi syarat keringanan 2020 (lunas sampai Juli 2020) | Meets the conditions of the 2020 relief (paid up to July 2020)
-- res: gross_idr int64 idr/month | Iuran sebelum keringanan | Contribution before relief
-- res: relief_idr int64 idr/month | Keringanan dan potongan | Relief and discount
-- res: employer_idr int64 idr/month | Dibayar pemberi kerja | Paid by the employer
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: pu.covid_relief | meets_relief_conditions=true
-- lapsing: pu.covid_relief
-- nothing: relief_idr | tidak ada keringanan yang berlaku | no relief applies
-- say.id: Iuran JKM bulan {contribution_month} adalah {total_idr}, seluruhnya dibayar pemberi kerja.
-- say.en: The JKM contribution of {contribution_month} is {total_idr}, all of it paid by the employer.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN relief_idr > 0 THEN 'RELIEF_IN_FORCE' ELSE 'FULL_RATE' END AS reason,
  gross_idr, relief_idr, gross_idr - relief_idr AS employer_idr, gross_idr - relief_idr AS total_idr
FROM (
  SELECT
    *,
    gross_idr * CASE WHEN meets_relief_conditions
      THEN 100000 - COALESCE(param('pu.covid_relief', contribution_month), 100000) ELSE 0 END // 100000 AS relief_idr
  FROM (
    SELECT *, wage_monthly_idr * param('jkm.pu.rate', contribution_month) // 100000 AS gross_idr
    FROM asked
  ) AS charged
) AS relieved
