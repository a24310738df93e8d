-- id: jkn.rehab.daily
-- label: Cicilan harian tunggakan (REHAB 3.0) | Daily instalments for arrears (REHAB 3.0)
-- sources: jkn.rehab.v3
-- in: asked (ask_no, asked_on, arrears_idr)
-- out: instalment_daily_idr idr/day, days_max days
-- arg: asked_on date day default=on | Hari mendaftar cicilan | Day of the application
-- arg: arrears_idr int64 idr | Tunggakan | Arrears
-- res: instalment_daily_idr int64 idr/day | Cicilan paling sedikit sehari | Least instalment a day
-- res: days_max int64 days | Lama paling panjang | Longest duration
-- say.id: Tunggakan {arrears_idr} dapat dicicil mulai {instalment_daily_idr} sehari, paling lama {days_max} hari; syarat lainnya belum terbaca.
-- say.en: Arrears of {arrears_idr} can be paid from {instalment_daily_idr} a day, in at most {days_max} days; the other terms have not been read.
SELECT
  ask_no, 'OK' AS outcome, 'TERMS_UNREAD' AS reason, instalment_daily_idr,
  (arrears_idr + instalment_daily_idr - 1) // instalment_daily_idr AS days_max
FROM (
  SELECT *, param('jkn.rehab.v3', asked_on, 'min_instalment_per_day') AS instalment_daily_idr
  FROM asked
) AS priced
