-- id: jkn.layoff
-- label: JKN setelah PHK | JKN after a dismissal
-- sources: jkn.phk.coverage_months
-- in: asked (ask_no, dismissed_on, asked_on)
-- out: covered_until day
-- arg: dismissed_on date day | Hari PHK | Day of the dismissal
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- res: covered_until date day | Dijamin tanpa iuran sampai | Covered without contributions until
-- say.id: Dijamin tanpa iuran, kelas III, sampai {covered_until}.
-- say.en: Covered without contributions, class III, until {covered_until}.
-- say.id.LAYOFF_COVER_ENDED: Jaminan setelah PHK berakhir pada {covered_until}: daftar sendiri, lewat pemberi kerja baru, atau ajukan PBI.
-- say.en.LAYOFF_COVER_ENDED: The cover after the dismissal ended on {covered_until}: register yourself, with a new employer, or ask for the state's list.
SELECT
  ask_no, CASE WHEN asked_on > covered_until THEN 'REFUSED' ELSE 'OK' END AS outcome,
  CASE WHEN asked_on > covered_until THEN 'LAYOFF_COVER_ENDED' ELSE 'LAYOFF_COVER' END AS reason, covered_until
FROM (
  SELECT *, add_days(add_months(dismissed_on, param('jkn.phk.coverage_months', dismissed_on)), -1) AS covered_until
  FROM asked
) AS dated
