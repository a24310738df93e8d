-- id: jkn.newborn
-- label: Pendaftaran bayi baru lahir | Registration of a newborn
-- sources: jkn.newborn.register_days
-- in: asked (ask_no, born_on, registered_on, mother)
-- out: register_until day, owed_from day
-- arg: born_on date day default=on | Hari lahir | Day of birth
-- arg: registered_on date day default=on | Hari didaftarkan | Day of registration
-- arg: mother text code values=MEMBER,PBI | Kepesertaan ibu: peserta biasa atau PBI | Membership of the mother: a member, or on the state's list
-- res: register_until date day | Didaftarkan paling lambat | Register not later than
-- res: owed_from date day optional | Iuran dihitung sejak | Contributions are owed from
-- say.id: Daftarkan bayi paling lambat {register_until}; dijamin sejak lahir.
-- say.en: Register the newborn by {register_until}; covered from birth.
-- say.id.REGISTERED_LATE: Terlambat: iuran dihitung sejak lahir, {owed_from}.
-- say.en.REGISTERED_LATE: Too late: contributions are owed from birth, {owed_from}.
-- say.id.ON_STATE_LIST: Bayi dari ibu PBI otomatis PBI; laporkan kelahirannya.
-- say.en.ON_STATE_LIST: The newborn of a mother on the state's list is on it too; report the birth.
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN mother = 'PBI' THEN 'ON_STATE_LIST' WHEN registered_on > register_until THEN 'REGISTERED_LATE'
    ELSE 'REGISTERED_IN_TIME' END AS reason,
  register_until,
  CASE WHEN mother = 'PBI' THEN NULL WHEN registered_on > register_until THEN born_on ELSE registered_on END AS owed_from
FROM (
  SELECT *, add_days(born_on, param('jkn.newborn.register_days', born_on)) AS register_until FROM asked
) AS dated
