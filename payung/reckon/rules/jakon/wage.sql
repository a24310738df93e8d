-- id: jakon.wage
-- label: Iuran JKK dan JKM jasa konstruksi dari upah | Construction: JKK and JKM contributions by wage
-- sources: jakon.wage_known, pu.covid_relief
-- in: asked (ask_no, contribution_month, wages_monthly_idr, meets_relief_conditions)
-- out: relief_idr idr/month, jkk_idr idr/month, jkm_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wages_monthly_idr int64 idr/month | Jumlah upah sebulan | Sum of the wages of the month
-- arg: meets_relief_conditions bool yes_no default=true | Memenuhi syarat keringanan 2020 (lunas sampai Juli 2020) | Meets the conditions of the 2020 relief (paid up to July 2020)
-- res: relief_idr int64 idr/month | Keringanan | Relief
-- res: jkk_idr int64 idr/month | Kecelakaan kerja (JKK) | Work accident (JKK)
-- res: jkm_idr int64 idr/month | Kematian (JKM) | Death (JKM)
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: pu.covid_relief | meets_relief_conditions=true
-- lapsing: pu.covid_relief
-- nothing: relief_idr | tidak ada keringanan yang berlaku | no relief applies
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: JKK {jkk_idr} dan JKM {jkm_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}: JKK {jkk_idr} and JKM {jkm_idr}.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN relief_per_100000 > 0 THEN 'RELIEF_IN_FORCE' ELSE 'FULL_RATE' END AS reason,
  jkk_idr * relief_per_100000 // 100000 + jkm_idr * relief_per_100000 // 100000 AS relief_idr,
  jkk_idr - jkk_idr * relief_per_100000 // 100000 AS jkk_idr, jkm_idr - jkm_idr * relief_per_100000 // 100000 AS jkm_idr,
  jkk_idr - jkk_idr * relief_per_100000 // 100000 + jkm_idr - jkm_idr * relief_per_100000 // 100000 AS total_idr
FROM (
  SELECT
    ask_no, wages_monthly_idr * param('jakon.wage_known', contribution_month, 'jkk') // 100000 AS jkk_idr,
    wages_monthly_idr * param('jakon.wage_known', contribution_month, 'jkm') // 100000 AS jkm_idr,
    CASE WHEN meets_relief_conditions
      THEN 100000 - COALESCE(param('pu.covid_relief', contribution_month), 100000) ELSE 0 END AS relief_per_100000
  FROM asked
) AS charged
