-- id: jkk.bpu.contribution
-- label: Iuran JKK pekerja bukan penerima upah | Work-accident contribution of a self-employed worker
-- sources: pu.covid_relief, bpu.discount_pp50, jkk.bpu.rate, jkk.bpu.income_table
-- in: asked (ask_no, contribution_month, income_monthly_idr, sector, payer, meets_relief_conditions)
-- out: base_idr idr/month, gross_idr idr/month, relief_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: income_monthly_idr int64 idr/month | Penghasilan sebulan | Monthly income
-- arg: sector text code values=TRANSPORT,AGRICULTURE,FISHERY,TRADE,INDUSTRY,CONSTRUCTION,SERVICES,OTHER | Sektor pekerjaan | Sector of work
-- arg: payer text code values=SELF,COLLECTIVE,SPONSOR,APBN,APBD default=SELF | Yang membayar: sendiri, kelompok, donatur, APBN, APBD | Who pays: the worker, a collective, a sponsor, the state's budget, a region's budget
-- arg: meets_relief_conditions bool yes_no default=true | Memenuhi syarat keringanan 2020 (lunas sampai Juli 2020) | Meets the conditions of the 2020 relief (paid up to July 2020)
-- res: base_idr int64 idr/month | Dasar iuran | Base of the contribution
-- res: gross_idr int64 idr/month | Iuran sebelum keringanan | Contribution before relief
-- res: relief_idr int64 idr/month | Keringanan dan potongan | Relief and discount
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: pu.covid_relief | meets_relief_conditions=true
-- when: bpu.discount_pp50 | payer!=APBN/APBD
-- lapsing: pu.covid_relief, bpu.discount_pp50
-- nothing: relief_idr | tidak ada keringanan yang berlaku | no relief applies
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}.
-- say.id.RELIEF_IN_FORCE: Iuran bulan {contribution_month} adalah {total_idr}, setelah keringanan {relief_idr}.
-- say.en.RELIEF_IN_FORCE: The contribution of {contribution_month} is {total_idr}, after a relief of {relief_idr}.
-- The relief of 2020 leaves a part to pay, the discount of 2026 takes a part off; they never hold in the same month.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN relief_idr > 0 THEN 'RELIEF_IN_FORCE' ELSE 'FULL_RATE' END AS reason,
  base_idr, gross_idr, relief_idr, gross_idr - relief_idr AS total_idr
FROM (
  SELECT
    *, gross_idr - gross_idr
      * CASE WHEN meets_relief_conditions
          THEN COALESCE(param('pu.covid_relief', contribution_month), 100000) ELSE 100000 END // 100000
    + gross_idr
      * CASE WHEN payer IN ('APBN', 'APBD') THEN 0
          ELSE COALESCE(param('bpu.discount_pp50', contribution_month, sector), 0) END // 100000 AS relief_idr
  FROM (
    SELECT *, base_idr * param('jkk.bpu.rate', contribution_month) // 100000 AS gross_idr
    FROM (
      SELECT *, bracket('jkk.bpu.income_table', contribution_month, income_monthly_idr) AS base_idr
      FROM asked
    ) AS based
  ) AS charged
) AS relieved
