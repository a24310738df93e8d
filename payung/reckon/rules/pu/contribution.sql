-- id: pu.contribution
-- label: Iuran BPJS Ketenagakerjaan pekerja penerima upah, semua program | BPJS Ketenagakerjaan contribution for a wage earner, all programmes
-- sources: jht.pu.split, jp.split, jkk.pu.rate_by_risk, jkm.pu.rate, jp.wage_cap, pu.obligation_by_scale, pu.covid_relief, jkk.pu.discount_labour_intensive
-- in: asked (ask_no, contribution_month, wage_monthly_idr, risk, scale, is_labour_intensive, meets_relief_conditions)
-- out: jkk_idr idr/month, jkm_idr idr/month, jht_employer_idr idr/month, jht_worker_idr idr/month, jp_employer_idr idr/month, jp_worker_idr idr/month, employer_idr idr/month, worker_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- arg: risk text code values=sangat_rendah,rendah,sedang,tinggi,sangat_tinggi | Kelompok risiko lingkungan kerja | Risk group of the workplace
-- find: risk | Kelompok risiko tercantum pada sertifikat kepesertaan perusahaan, menurut jenis usaha dalam Lampiran I PP 82/2019; selama belum diketahui, jkk.pu.risk_range memberi rentangnya. Bagian pekerja tidak bergantung padanya. | The risk group stands on the firm's certificate of membership, by the kind of business in annex I of PP 82/2019; while it is not known, jkk.pu.risk_range tells the range. The worker's share does not depend on it.
-- arg: scale text code values=mikro,kecil,menengah_besar default=menengah_besar | Skala usaha | Scale of the enterprise
-- arg: is_labour_intensive bool yes_no default=false | Industri padat karya yang memenuhi syarat potongan | Labour-intensive industry that meets the conditions of the discount
-- arg: meets_relief_conditions bool yes_no default=true | Memenuhi syarat keringanan 2020 (lunas sampai Juli 2020) | Meets the conditions of the 2020 relief (paid up to July 2020)
-- res: jkk_idr int64 idr/month | Kecelakaan kerja (JKK) | Work accident (JKK)
-- res: jkm_idr int64 idr/month | Kematian (JKM) | Death (JKM)
-- res: jht_employer_idr int64 idr/month | Hari tua (JHT), pemberi kerja | Old age (JHT), employer
-- res: jht_worker_idr int64 idr/month | Hari tua (JHT), pekerja | Old age (JHT), worker
-- res: jp_employer_idr int64 idr/month | Pensiun (JP), pemberi kerja | Pension (JP), employer
-- res: jp_worker_idr int64 idr/month | Pensiun (JP), pekerja | Pension (JP), worker
-- res: employer_idr int64 idr/month | Dibayar pemberi kerja | Paid by the employer
-- res: worker_idr int64 idr/month | Dibayar pekerja | Paid by the worker
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: jht.pu.split | jht_employer_idr!=0
-- when: jp.split | jp_employer_idr!=0
-- when: jp.wage_cap | jp_employer_idr!=0
-- when: pu.covid_relief | meets_relief_conditions=true
-- when: jkk.pu.discount_labour_intensive | is_labour_intensive=true
-- lapsing: pu.covid_relief, jkk.pu.discount_labour_intensive
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: pemberi kerja membayar {employer_idr}, pekerja {worker_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}: the employer pays {employer_idr}, the worker {worker_idr}.
-- The programmes are those to which the scale of the enterprise obliges; JKP is moved from them and adds nothing.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN is_relieved THEN 'RELIEF_IN_FORCE' ELSE 'FULL_RATE' END AS reason,
  jkk_idr, jkm_idr, jht_employer_idr, jht_worker_idr, jp_employer_idr, jp_worker_idr,
  jkk_idr + jkm_idr + jht_employer_idr + jp_employer_idr AS employer_idr, jht_worker_idr + jp_worker_idr AS worker_idr,
  jkk_idr + jkm_idr + jht_employer_idr + jp_employer_idr + jht_worker_idr + jp_worker_idr AS total_idr
FROM (
  SELECT
    ask_no, covid_per_100000 + labour_per_100000 > 0 AS is_relieved,
    jkk_idr - jkk_idr * (covid_per_100000 + labour_per_100000) // 100000 AS jkk_idr,
    jkm_idr - jkm_idr * covid_per_100000 // 100000 AS jkm_idr,
    CASE WHEN has_jht THEN wage_monthly_idr * param('jht.pu.split', contribution_month, 'employer') // 100000 ELSE 0
      END AS jht_employer_idr,
    CASE WHEN has_jht THEN wage_monthly_idr * param('jht.pu.split', contribution_month, 'worker') // 100000 ELSE 0
      END AS jht_worker_idr,
    CASE WHEN has_jp THEN jp_base_idr * param('jp.split', contribution_month, 'employer') // 100000 ELSE 0
      END AS jp_employer_idr,
    CASE WHEN has_jp THEN jp_base_idr * param('jp.split', contribution_month, 'worker') // 100000 ELSE 0
      END AS jp_worker_idr
  FROM (
    SELECT
      *, wage_monthly_idr * param('jkk.pu.rate_by_risk', contribution_month, risk) // 100000 AS jkk_idr,
      wage_monthly_idr * param('jkm.pu.rate', contribution_month) // 100000 AS jkm_idr,
      LEAST(wage_monthly_idr, param('jp.wage_cap', contribution_month)) AS jp_base_idr,
      param('pu.obligation_by_scale', contribution_month, scale, 'JHT') AS has_jht,
      param('pu.obligation_by_scale', contribution_month, scale, 'JP') AS has_jp,
      CASE WHEN meets_relief_conditions
        THEN 100000 - COALESCE(param('pu.covid_relief', contribution_month), 100000) ELSE 0 END AS covid_per_100000,
      CASE WHEN is_labour_intensive
        THEN COALESCE(param('jkk.pu.discount_labour_intensive', contribution_month), 0) ELSE 0 END AS labour_per_100000
    FROM asked
  ) AS rated
) AS charged
