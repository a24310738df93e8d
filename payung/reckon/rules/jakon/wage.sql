-- id: jakon.wage
-- label: Iuran JKK dan JKM jasa konstruksi dari upah | Construction: JKK and JKM contributions by wage
-- sources: jakon.wage_known
-- in: asked (ask_no, contribution_month, wages_monthly_idr)
-- out: jkk_idr idr/month, jkm_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wages_monthly_idr int64 idr/month | Jumlah upah sebulan | Sum of the wages of the month
-- res: jkk_idr int64 idr/month | Kecelakaan kerja (JKK) | Work accident (JKK)
-- res: jkm_idr int64 idr/month | Kematian (JKM) | Death (JKM)
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: JKK {jkk_idr} dan JKM {jkm_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}: JKK {jkk_idr} and JKM {jkm_idr}.
SELECT ask_no, 'OK' AS outcome, 'FULL_RATE' AS reason, jkk_idr, jkm_idr, jkk_idr + jkm_idr AS total_idr
FROM (
  SELECT
    ask_no, wages_monthly_idr * param('jakon.wage_known', contribution_month, 'jkk') // 100000 AS jkk_idr,
    wages_monthly_idr * param('jakon.wage_known', contribution_month, 'jkm') // 100000 AS jkm_idr
  FROM asked
) AS charged
