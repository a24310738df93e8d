-- id: jkn.pbi.contribution
-- label: Iuran JKN yang dibayar negara (PBI) | JKN contribution paid by the state (PBI)
-- sources: jkn.pbi.contribution, jkn.pbi.contribution_proposed_2026
-- in: asked (ask_no, contribution_month, members, months, tariff)
-- out: per_person_idr idr/month, state_idr idr, total_idr idr
-- arg: contribution_month date month default=on | Bulan iuran pertama | First contribution month
-- arg: members int64 persons min=1 max=400000000 default=1 | Jumlah peserta | Members
-- arg: months int64 months min=1 max=1200 default=1 | Jumlah bulan dengan tarif bulan pertama | Months at the first month's tariff
-- arg: tariff text code values=IN_FORCE,PLANNED_2026 default=IN_FORCE | Tarif | Tariff
-- res: per_person_idr int64 idr/month | Iuran seorang | Contribution of one person
-- res: state_idr int64 idr | Dibayar pemerintah pusat | Paid by the central government
-- res: total_idr int64 idr | Iuran seluruhnya | Whole contribution
-- when: jkn.pbi.contribution | tariff=IN_FORCE
-- when: jkn.pbi.contribution_proposed_2026 | tariff=PLANNED_2026
-- say.id: Negara membayar {per_person_idr} seorang sebulan, seluruhnya {state_idr}.
-- say.en: The state pays {per_person_idr} a person and month, {state_idr} in all.
SELECT
  ask_no, 'OK' AS outcome, 'PAID_BY_STATE' AS reason, per_person_idr, per_person_idr * members * months AS state_idr,
  per_person_idr * members * months AS total_idr
FROM (
  SELECT
    *,
    CASE tariff WHEN 'IN_FORCE' THEN param('jkn.pbi.contribution', contribution_month)
      ELSE param('jkn.pbi.contribution_proposed_2026', contribution_month) END AS per_person_idr
  FROM asked
) AS priced
