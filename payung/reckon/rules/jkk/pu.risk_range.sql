-- id: jkk.pu.risk_range
-- label: Iuran JKK bila kelompok risiko belum diketahui | JKK contribution while the risk group is not known
-- sources: jkk.pu.rate_by_risk
-- in: asked (ask_no, contribution_month, wage_monthly_idr)
-- out: lowest_idr idr/month, highest_idr idr/month, worker_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- res: lowest_idr int64 idr/month | Paling sedikit, risiko sangat rendah | At least, at very low risk
-- res: highest_idr int64 idr/month | Paling banyak, risiko sangat tinggi | At most, at very high risk
-- res: worker_idr int64 idr/month | Bagian pekerja | Share of the worker
-- nothing: worker_idr | seluruhnya dibayar pemberi kerja | the employer pays all of it
-- say.id: Iuran JKK antara {lowest_idr} dan {highest_idr}, seluruhnya dibayar pemberi kerja; kelompok risikonya menurut jenis usaha dan tercantum pada sertifikat kepesertaan perusahaan.
-- say.en: The JKK contribution lies between {lowest_idr} and {highest_idr}, all paid by the employer; the risk group goes by the kind of business and stands on the firm's certificate of membership.
-- The law sets the group by a list of businesses and gives no rate to a firm without one: there is a range, not an amount.
SELECT
  ask_no, 'OK' AS outcome, 'RANGE_BY_RISK' AS reason,
  wage_monthly_idr * param('jkk.pu.rate_by_risk', contribution_month, 'sangat_rendah') // 100000 AS lowest_idr,
  wage_monthly_idr * param('jkk.pu.rate_by_risk', contribution_month, 'sangat_tinggi') // 100000 AS highest_idr,
  0 AS worker_idr
FROM asked
