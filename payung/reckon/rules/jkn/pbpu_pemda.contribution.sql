-- id: jkn.pbpu_pemda.contribution
-- label: Iuran JKN penduduk yang didaftarkan pemerintah daerah | JKN contribution of residents registered by the region
-- sources: jkn.pbpu_pemda.contribution
-- in: asked (ask_no, contribution_month, members)
-- out: per_person_idr idr/month, region_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: members int64 persons min=1 max=400000000 default=1 | Jumlah peserta | Members
-- res: per_person_idr int64 idr/month | Iuran seorang | Contribution of one person
-- res: region_idr int64 idr/month | Dibayar pemerintah daerah | Paid by the region
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- say.id: Pemerintah daerah membayar {per_person_idr} seorang, seluruhnya {region_idr} untuk bulan {contribution_month}.
-- say.en: The region pays {per_person_idr} a person, {region_idr} in all for {contribution_month}.
SELECT
  ask_no, 'OK' AS outcome, 'PAID_BY_REGION' AS reason, per_person_idr, per_person_idr * members AS region_idr,
  per_person_idr * members AS total_idr
FROM (
  SELECT *, param('jkn.pbpu_pemda.contribution', contribution_month) AS per_person_idr
  FROM asked
) AS priced
