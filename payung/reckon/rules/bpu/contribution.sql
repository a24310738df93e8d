-- id: bpu.contribution
-- label: Iuran BPJS Ketenagakerjaan pekerja bukan penerima upah, semua program | BPJS Ketenagakerjaan contribution of a self-employed worker, all programmes
-- sources: jkk.bpu.rate, jkm.bpu.amount, jht.bpu.rate, pu.covid_relief, bpu.discount_pp50, jkk.bpu.income_table
-- in: asked (ask_no, contribution_month, income_monthly_idr, sector, payer, with_jht, meets_relief_conditions)
-- out: base_idr idr/month, jkk_idr idr/month, jkm_idr idr/month, jht_idr idr/month, relief_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: income_monthly_idr int64 idr/month | Penghasilan sebulan | Monthly income
-- arg: sector text code values=TRANSPORT,AGRICULTURE,FISHERY,TRADE,INDUSTRY,CONSTRUCTION,SERVICES,OTHER | Sektor pekerjaan | Sector of work
-- arg: payer text code values=SELF,COLLECTIVE,SPONSOR,APBN,APBD default=SELF | Yang membayar: sendiri, kelompok, donatur, APBN, APBD | Who pays: the worker, a collective, a sponsor, the state's budget, a region's budget
-- arg: with_jht bool yes_no default=false | Dengan tabungan hari tua (JHT) | With old-age savings (JHT)
-- arg: meets_relief_conditions bool yes_no default=true | Memenuhi syarat keringanan 2020 (lunas sampai Juli 2020) | Meets the conditions of the 2020 relief (paid up to July 2020)
-- res: base_idr int64 idr/month | Dasar iuran | Base of the contribution
-- res: jkk_idr int64 idr/month | Kecelakaan kerja (JKK) | Work accident (JKK)
-- res: jkm_idr int64 idr/month | Kematian (JKM) | Death (JKM)
-- res: jht_idr int64 idr/month | Hari tua (JHT) | Old age (JHT)
-- res: relief_idr int64 idr/month | Keringanan dan potongan | Relief and discount
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: pu.covid_relief | meets_relief_conditions=true
-- when: bpu.discount_pp50 | payer!=APBN/APBD
-- when: jht.bpu.rate | with_jht=true
-- lapsing: pu.covid_relief, bpu.discount_pp50
-- nothing: relief_idr | tidak ada keringanan yang berlaku | no relief applies
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: JKK {jkk_idr}, JKM {jkm_idr}[, JHT {jht_idr}].
-- say.en: The contribution of {contribution_month} is {total_idr}: JKK {jkk_idr}, JKM {jkm_idr}[, JHT {jht_idr}].
-- say.id.RELIEF_IN_FORCE: Iuran bulan {contribution_month} adalah {total_idr} setelah keringanan {relief_idr}: JKK {jkk_idr}, JKM {jkm_idr}[, JHT {jht_idr}].
-- say.en.RELIEF_IN_FORCE: The contribution of {contribution_month} is {total_idr} after a relief of {relief_idr}: JKK {jkk_idr}, JKM {jkm_idr}[, JHT {jht_idr}].
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN relief_idr > 0 THEN 'RELIEF_IN_FORCE' ELSE 'FULL_RATE' END AS reason,
  base_idr, jkk_idr, jkm_idr, jht_idr, relief_idr, jkk_idr + jkm_idr + jht_idr AS total_idr
FROM (
  SELECT
    ask_no, base_idr, jkk_gross_idr - jkk_gross_idr * relief_per_100000 // 100000 AS jkk_idr,
    jkm_gross_idr - jkm_gross_idr * relief_per_100000 // 100000 AS jkm_idr, jht_idr,
    jkk_gross_idr * relief_per_100000 // 100000 + jkm_gross_idr * relief_per_100000 // 100000 AS relief_idr
  FROM (
    SELECT
      *, base_idr * param('jkk.bpu.rate', contribution_month) // 100000 AS jkk_gross_idr,
      param('jkm.bpu.amount', contribution_month) AS jkm_gross_idr,
      CASE WHEN with_jht THEN base_idr * param('jht.bpu.rate', contribution_month) // 100000 ELSE 0 END AS jht_idr,
      CASE WHEN meets_relief_conditions
        THEN 100000 - COALESCE(param('pu.covid_relief', contribution_month), 100000) ELSE 0 END
      + CASE WHEN payer IN ('APBN', 'APBD') THEN 0
        ELSE COALESCE(param('bpu.discount_pp50', contribution_month, sector), 0) END AS relief_per_100000
    FROM (
      SELECT *, bracket('jkk.bpu.income_table', contribution_month, income_monthly_idr) AS base_idr
      FROM asked
    ) AS based
  ) AS charged
) AS relieved
