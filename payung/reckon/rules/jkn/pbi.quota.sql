-- id: jkn.pbi.quota
-- label: Kuota nasional PBI dan tempat yang tersisa | The nation's quota of the state's list, and the places that are left
-- sources: jkn.pbi.national_quota
-- in: asked (ask_no, asked_on, on_list)
-- out: quota persons, free persons, above persons
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: on_list int64 persons max=400000000 | Peserta PBI pada hari itu | Members of the state's list on that day
-- res: quota int64 persons | Kuota | Quota
-- res: free int64 persons | Tempat tersisa | Places left
-- res: above int64 persons | Di atas kuota | Above the quota
-- say.id: Dari kuota {quota} masih ada {free} tempat.
-- say.en: Of the quota of {quota} there are {free} places left.
-- say.id.QUOTA_FULL: Kuota {quota} sudah penuh; {above} orang di atasnya. Peserta baru menggantikan yang keluar.
-- say.en.QUOTA_FULL: The quota of {quota} is full; {above} are above it. New members take the places of those who leave.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN on_list >= quota THEN 'QUOTA_FULL' ELSE 'PLACES_LEFT' END AS reason, quota,
  GREATEST(quota - on_list, 0) AS free, GREATEST(on_list - quota, 0) AS above
FROM (SELECT *, param('jkn.pbi.national_quota', asked_on) AS quota FROM asked) AS counted
