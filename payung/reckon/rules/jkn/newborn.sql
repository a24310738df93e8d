-- id: jkn.newborn
-- label: Pendaftaran bayi baru lahir | Registration of a newborn
-- sources: jkn.newborn.register_days, jkn.newborn.mother_inactive, jkn.new_pbpu.waiting_days
-- in: asked (ask_no, born_on, registered_on, mother)
-- out: register_until day, owed_from day, pay_from day, needs_arrears_paid yes_no
-- arg: born_on date day default=on | Hari lahir | Day of birth
-- arg: registered_on date day default=on | Hari didaftarkan | Day of registration
-- arg: mother text code values=MEMBER,PBI,INACTIVE,NOT_MEMBER | Kepesertaan ibu: aktif, PBI, nonaktif karena tunggakan, atau bukan peserta (termasuk yang sudah dikeluarkan dari daftarnya) | Membership of the mother: active, on the state's list, inactive because of arrears, or no member (also when taken off her list)
-- res: register_until date day optional | Didaftarkan paling lambat | Register not later than
-- res: owed_from date day optional | Iuran dihitung sejak | Contributions are owed from
-- res: pay_from date day optional | Iuran pertama paling cepat | First contribution not before
-- res: needs_arrears_paid bool yes_no | Tunggakan keluarga dilunasi dulu | The family's arrears are paid first
-- when: jkn.newborn.register_days | mother!=NOT_MEMBER
-- when: jkn.newborn.mother_inactive | mother=INACTIVE
-- when: jkn.new_pbpu.waiting_days | reason=MOTHER_NOT_MEMBER
-- say.id: Daftarkan bayi paling lambat {register_until}; dijamin sejak lahir.
-- say.en: Register the newborn by {register_until}; covered from birth.
-- say.id.REGISTERED_LATE: Terlambat: iuran dihitung sejak lahir, {owed_from}.
-- say.en.REGISTERED_LATE: Too late: contributions are owed from birth, {owed_from}.
-- say.id.ON_STATE_LIST: Bayi dari ibu PBI otomatis PBI; laporkan kelahirannya.
-- say.en.ON_STATE_LIST: The newborn of a mother on the state's list is on it too; report the birth.
-- say.id.MOTHER_INACTIVE: Daftarkan bayi paling lambat {register_until}; penjaminannya mengikuti ibu, jadi lunasi tunggakan keluarga dulu.
-- say.en.MOTHER_INACTIVE: Register the newborn by {register_until}; its cover follows the mother's, so the family's arrears are paid first.
-- say.id.MOTHER_INACTIVE_LATE: Terlambat: iuran dihitung sejak lahir, {owed_from}, dan tunggakan keluarga dilunasi dulu.
-- say.en.MOTHER_INACTIVE_LATE: Too late: contributions are owed from birth, {owed_from}, and the family's arrears are paid first.
-- say.id.MOTHER_NOT_MEMBER: Ibu bukan peserta: bayi didaftarkan sebagai peserta mandiri baru, iuran pertama paling cepat {pay_from}; daftarkan ibu sekalian.
-- say.en.MOTHER_NOT_MEMBER: The mother is no member: the newborn is registered as a new independent member, the first contribution not before {pay_from}; register the mother too.
-- say.id.NOT_BORN_YET: Bayi didaftarkan sesudah lahir.
-- say.en.NOT_BORN_YET: A child is registered after its birth.
-- The duty of the article falls on a member, though her cover be suspended; a mother who is no member has only the common way.
SELECT
  ask_no, CASE WHEN reason = 'NOT_BORN_YET' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason,
  CASE WHEN mother <> 'NOT_MEMBER' THEN register_until END AS register_until,
  CASE WHEN reason IN ('REGISTERED_LATE', 'MOTHER_INACTIVE_LATE') THEN born_on
    WHEN reason IN ('REGISTERED_IN_TIME', 'MOTHER_INACTIVE') THEN registered_on END AS owed_from,
  CASE WHEN reason = 'MOTHER_NOT_MEMBER'
    THEN add_days(registered_on, param('jkn.new_pbpu.waiting_days', registered_on)) END AS pay_from,
  mother = 'INACTIVE' AND COALESCE(param('jkn.newborn.mother_inactive', born_on, 'arrears_first'), FALSE)
    AS needs_arrears_paid
FROM (
  SELECT
    *,
    CASE
      WHEN registered_on < born_on THEN 'NOT_BORN_YET'
      WHEN mother = 'NOT_MEMBER' THEN 'MOTHER_NOT_MEMBER'
      WHEN mother = 'PBI' THEN 'ON_STATE_LIST'
      WHEN mother = 'INACTIVE' AND registered_on > register_until THEN 'MOTHER_INACTIVE_LATE'
      WHEN mother = 'INACTIVE' THEN 'MOTHER_INACTIVE'
      WHEN registered_on > register_until THEN 'REGISTERED_LATE'
      ELSE 'REGISTERED_IN_TIME'
    END AS reason
  FROM (
    SELECT *, add_days(born_on, param('jkn.newborn.register_days', born_on)) AS register_until FROM asked
  ) AS dated
) AS judged
