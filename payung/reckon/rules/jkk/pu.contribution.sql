-- id: jkk.pu.contribution
-- label: Iuran JKK pekerja penerima upah | Work-accident contribution for a wage earner
-- sources: pu.covid_relief, jkk.pu.discount_labour_intensive, jkk.pu.rate_by_risk
-- in: asked (ask_no, contribution_month, wage_monthly_idr, risk, is_labour_intensive, meets_relief_conditions)
-- out: rate_per_100000 per_100000, gross_idr idr/month, relief_idr idr/month, employer_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- arg: risk text code values=sangat_rendah,rendah,sedang,tinggi,sangat_tinggi | Kelompok risiko lingkungan kerja | Risk group of the workplace
-- find: risk | Kelompok risiko tercantum pada sertifikat kepesertaan perusahaan, menurut jenis usaha dalam Lampiran I PP 82/2019; selama belum diketahui, jkk.pu.risk_range memberi rentangnya. Bagian pekerja tidak bergantung padanya. | The risk group stands on the firm's certificate of membership, by the kind of business in annex I of PP 82/2019; while it is not known, jkk.pu.risk_range tells the range. The worker's share does not depend on it.
-- arg: is_labour_intensive bool yes_no default=false | Industri padat karya yang memenuhi syarat potongan | Labour-intensive industry that meets the conditions of the discount
-- arg: meets_relief_conditions bool yes_no default=true | Memenuhi syarat keringanan 2020 (lunas sampai Juli 2020) | Meets the conditions of the 2020 relief (paid up to July 2020)
-- res: rate_per_100000 int64 per_100000 | Tarif setelah keringanan | Rate after relief
-- res: gross_idr int64 idr/month | Iuran sebelum keringanan | Contribution before relief
-- res: relief_idr int64 idr/month | Keringanan dan potongan | Relief and discount
-- res: employer_idr int64 idr/month | Dibayar pemberi kerja | Paid by the employer
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: pu.covid_relief | meets_relief_conditions=true
-- when: jkk.pu.discount_labour_intensive | is_labour_intensive=true
-- lapsing: pu.covid_relief, jkk.pu.discount_labour_intensive
-- nothing: relief_idr | tidak ada keringanan yang berlaku | no relief applies
-- say.id: Iuran JKK bulan {contribution_month} adalah {total_idr}, seluruhnya dibayar pemberi kerja.
-- say.en: The JKK contribution of {contribution_month} is {total_idr}, all of it paid by the employer.
-- The whole wage counts: this programme has no cap. What is recomposed to JKP does not change the bill.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN relief_per_100000 > 0 THEN 'RELIEF_IN_FORCE' ELSE 'FULL_RATE' END AS reason,
  rate - rate * relief_per_100000 // 100000 AS rate_per_100000, gross_idr,
  gross_idr * relief_per_100000 // 100000 AS relief_idr,
  gross_idr - gross_idr * relief_per_100000 // 100000 AS employer_idr,
  gross_idr - gross_idr * relief_per_100000 // 100000 AS total_idr
FROM (
  SELECT
    *, wage_monthly_idr * rate // 100000 AS gross_idr,
    CASE WHEN meets_relief_conditions
      THEN 100000 - COALESCE(param('pu.covid_relief', contribution_month), 100000) ELSE 0 END
    + CASE WHEN is_labour_intensive
      THEN COALESCE(param('jkk.pu.discount_labour_intensive', contribution_month), 0) ELSE 0 END AS relief_per_100000
  FROM (
    SELECT *, param('jkk.pu.rate_by_risk', contribution_month, risk) AS rate
    FROM asked
  ) AS rated
) AS charged
