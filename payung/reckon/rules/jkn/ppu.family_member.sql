-- id: jkn.ppu.family_member
-- label: Siapa yang ditanggung pekerja: keluarga inti atau keluarga tambahan | Who is covered with a wage earner: family, or further family
-- sources: jkn.ppu.family_covered, jkn.ppu.child_age, jkn.ppu.extra_family_rate
-- in: asked (ask_no, asked_on, relation, birth_date, is_in_education, is_married, has_income, covered_children)
-- out: place code, covered_until day, rate per_100000
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: relation text code values=SPOUSE,CHILD,PARENT,PARENT_IN_LAW,OTHER_RELATIVE | Hubungan dengan pekerja: suami atau istri, anak, orang tua, mertua, kerabat lain | Relation to the worker: spouse, child, parent, parent-in-law, other relative
-- arg: birth_date date day optional | Tanggal lahir, untuk anak | Birth date, of a child
-- arg: is_in_education bool yes_no default=false | Anak masih menempuh pendidikan formal | The child is still in formal education
-- arg: is_married bool yes_no default=false | Anak sudah menikah | The child is married
-- arg: has_income bool yes_no default=false | Anak berpenghasilan sendiri | The child has an income of its own
-- arg: covered_children int64 children max=30 default=0 | Anak lain yang sudah ditanggung | Other children already covered
-- needs: birth_date | relation=CHILD
-- res: place text code values=FAMILY,FURTHER_FAMILY,OWN_MEMBERSHIP | Ditanggung sebagai | Covered as
-- res: covered_until date day optional | Ditanggung sampai, untuk anak | Covered until, for a child
-- res: rate int64 per_100000 optional | Iuran tambahan dari upah pekerja | Further contribution, of the worker's wage
-- when: jkn.ppu.family_covered | relation!=PARENT/PARENT_IN_LAW
-- when: jkn.ppu.child_age | relation=CHILD
-- when: jkn.ppu.extra_family_rate | place=FURTHER_FAMILY
-- say.id: Ditanggung dalam iuran pekerja, tanpa tambahan.
-- say.en: Covered by the worker's contribution, without more.
-- say.id.CHILD_COVERED: Anak ditanggung dalam iuran pekerja, sampai {covered_until}.
-- say.en.CHILD_COVERED: The child is covered by the worker's contribution, until {covered_until}.
-- say.id.FOURTH_CHILD: Tempat untuk anak sudah penuh: dapat ikut sebagai keluarga tambahan, {rate} dari upah pekerja.
-- say.en.FOURTH_CHILD: The places of children are taken: it may join as further family, for {rate} of the worker's wage.
-- say.id.FURTHER_FAMILY: Dapat ikut sebagai keluarga tambahan, {rate} dari upah pekerja; pilihan pekerja, bukan otomatis.
-- say.en.FURTHER_FAMILY: May join as further family, for {rate} of the worker's wage; it is the worker's choice.
-- say.id.NOT_FAMILY: Kerabat lain tidak ditanggung pekerja: mendaftar sendiri menurut kelas perawatan.
-- say.en.NOT_FAMILY: Other relatives are not covered with the worker: they register by themselves, by class of care.
-- say.id.CHILD_TOO_OLD: Anak sudah melewati batas usia: mendaftar sendiri atau lewat tempat kerjanya.
-- say.en.CHILD_TOO_OLD: The child is past the age limit: it registers by itself or at its own work.
-- say.id.CHILD_MARRIED: Anak yang sudah menikah tidak ditanggung.
-- say.en.CHILD_MARRIED: A married child is not covered.
-- say.id.CHILD_WORKS: Anak yang berpenghasilan tidak ditanggung.
-- say.en.CHILD_WORKS: A child with an income of its own is not covered.
-- Worker, spouse and three children share one contribution; when one of the three is no longer covered, the next takes its place.
SELECT
  ask_no, CASE WHEN place = 'OWN_MEMBERSHIP' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason,
  place, CASE WHEN reason IN ('CHILD_COVERED', 'FOURTH_CHILD') THEN last_day END AS covered_until,
  CASE place WHEN 'FAMILY' THEN 0 WHEN 'FURTHER_FAMILY' THEN param('jkn.ppu.extra_family_rate', asked_on) END AS rate
FROM (
  SELECT
    *,
    CASE WHEN reason IN ('SPOUSE_COVERED', 'CHILD_COVERED') THEN 'FAMILY'
      WHEN reason IN ('FOURTH_CHILD', 'FURTHER_FAMILY') THEN 'FURTHER_FAMILY'
      ELSE 'OWN_MEMBERSHIP' END AS place
  FROM (
    SELECT
      *,
      CASE
        WHEN relation = 'SPOUSE' THEN 'SPOUSE_COVERED'
        WHEN relation IN ('PARENT', 'PARENT_IN_LAW') THEN 'FURTHER_FAMILY'
        WHEN relation = 'OTHER_RELATIVE' THEN 'NOT_FAMILY'
        WHEN is_married THEN 'CHILD_MARRIED'
        WHEN has_income THEN 'CHILD_WORKS'
        WHEN asked_on > last_day THEN 'CHILD_TOO_OLD'
        WHEN covered_children >= param('jkn.ppu.family_covered', asked_on) - 2 THEN 'FOURTH_CHILD'
        ELSE 'CHILD_COVERED'
      END AS reason
    FROM (
      SELECT
        *,
        add_days(
          birthday(
            birth_date,
            CASE WHEN is_in_education THEN param('jkn.ppu.child_age', asked_on, 'lt_if_in_formal_education')
              ELSE param('jkn.ppu.child_age', asked_on, 'lt') END
          ), -1
        ) AS last_day
      FROM asked
    ) AS aged
  ) AS judged
) AS placed
