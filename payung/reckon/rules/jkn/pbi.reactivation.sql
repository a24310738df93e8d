-- id: jkn.pbi.reactivation
-- label: Batas waktu mengaktifkan kembali PBI | Time in which a removed PBI member may be reactivated
-- sources: jkn.pbi.reactivation_window_months
-- in: asked (ask_no, removed_on, asked_on)
-- out: window_until day
-- arg: removed_on date day | Hari dihapus dari PBI | Day of the removal from the state's list
-- arg: asked_on date day default=on | Hari pengajuan | Day of the request
-- res: window_until date day | Diajukan paling lambat | Ask not later than
-- say.id: Ajukan lewat dinas sosial paling lambat {window_until}.
-- say.en: Ask the social office by {window_until}.
-- say.id.WINDOW_CLOSED: Batas pengajuan lewat pada {window_until}: daftar ulang lewat usulan PBI baru atau segmen lain.
-- say.en.WINDOW_CLOSED: The time to ask ended on {window_until}: be proposed anew, or join another segment.
-- The day of the removal is the first of the months; a month too short for the day ends them with its own last day.
SELECT
  ask_no, CASE WHEN asked_on > window_until THEN 'REFUSED' ELSE 'OK' END AS outcome,
  CASE WHEN asked_on > window_until THEN 'WINDOW_CLOSED' ELSE 'WINDOW_OPEN' END AS reason, window_until
FROM (
  SELECT *, months_last_day(removed_on, param('jkn.pbi.reactivation_window_months', asked_on)) AS window_until
  FROM asked
) AS dated
