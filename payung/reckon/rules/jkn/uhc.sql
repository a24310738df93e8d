-- id: jkn.uhc
-- label: UHC Prioritas: aktif pada hari pendaftaran | UHC Prioritas: active on the day of enrolment
-- sources: jkn.uhc.priority_conditions
-- in: asked (ask_no, asked_on, residents, registered, active, has_arrears, is_requested)
-- out: registered_rate per_100000, active_rate per_100000, active_from day
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: residents int64 persons min=1 max=300000000 | Penduduk kabupaten atau kota | Residents of the regency or city
-- arg: registered int64 persons max=300000000 | Peserta JKN yang terdaftar | Registered JKN members
-- arg: active int64 persons max=300000000 | Peserta JKN yang aktif | Active JKN members
-- arg: has_arrears bool yes_no default=false | Daerah menunggak iuran | The region is in arrears
-- arg: is_requested bool yes_no default=true | Daerah sudah mengajukan | The region has asked for it
-- res: registered_rate int64 per_100000 | Bagian penduduk yang terdaftar | Share of residents who are registered
-- res: active_rate int64 per_100000 | Bagian peserta yang aktif | Share of members who are active
-- res: active_from date day | Yang didaftarkan pada hari itu aktif mulai | Who is enrolled on that day is active from
-- say.id: UHC Prioritas berlaku: yang didaftarkan daerah aktif pada hari itu.
-- say.en: UHC Prioritas holds: whom the region enrols is active on the same day.
-- say.id.REGISTERED_TOO_LOW: Cakupan kepesertaan belum melewati ambang; yang didaftarkan aktif mulai {active_from}.
-- say.en.REGISTERED_TOO_LOW: The registered share is not above the threshold; who is enrolled is active from {active_from}.
-- say.id.ACTIVE_TOO_LOW: Keaktifan peserta belum melewati ambang; yang didaftarkan aktif mulai {active_from}.
-- say.en.ACTIVE_TOO_LOW: The active share is not above the threshold; who is enrolled is active from {active_from}.
-- say.id.REGION_IN_ARREARS: Daerah masih menunggak iuran; yang didaftarkan aktif mulai {active_from}.
-- say.en.REGION_IN_ARREARS: The region is still in arrears; who is enrolled is active from {active_from}.
-- say.id.NOT_REQUESTED: Daerah belum mengajukan permohonan; yang didaftarkan aktif mulai {active_from}.
-- say.en.NOT_REQUESTED: The region has not asked for it; who is enrolled is active from {active_from}.
-- Without it a person whom the region enrols waits for the next month (UHC Cut Off).
-- Above means more than the threshold: a share equal to it does not do.
SELECT
  ask_no, CASE WHEN reason = 'UHC_PRIORITY' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason, registered_rate, active_rate,
  CASE WHEN reason = 'UHC_PRIORITY' THEN asked_on
    ELSE add_months(month_start(asked_on), param('jkn.uhc.priority_conditions', asked_on, 'cut_off_months')) END AS active_from
FROM (
  SELECT
    *,
    CASE
      WHEN registered * 100000 <= residents * param('jkn.uhc.priority_conditions', asked_on, 'coverage_above')
        THEN 'REGISTERED_TOO_LOW'
      WHEN active * 100000 <= registered * param('jkn.uhc.priority_conditions', asked_on, 'active_above')
        THEN 'ACTIVE_TOO_LOW'
      WHEN has_arrears AND param('jkn.uhc.priority_conditions', asked_on, 'no_arrears') THEN 'REGION_IN_ARREARS'
      WHEN NOT is_requested AND param('jkn.uhc.priority_conditions', asked_on, 'region_asks') THEN 'NOT_REQUESTED'
      ELSE 'UHC_PRIORITY'
    END AS reason
  FROM (
    SELECT
      *, registered * 100000 // residents AS registered_rate,
      CASE WHEN registered = 0 THEN 0 ELSE active * 100000 // GREATEST(registered, 1) END AS active_rate
    FROM asked
  ) AS shared
) AS judged
