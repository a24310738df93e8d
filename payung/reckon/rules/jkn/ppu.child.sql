-- id: jkn.ppu.child
-- label: Anak yang ditanggung pekerja penerima upah | Child covered by a wage earner's contribution
-- sources: jkn.ppu.child_age
-- in: asked (ask_no, asked_on, birth_date, is_in_education, is_married, has_income)
-- out: covered_until day
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: birth_date date day | Tanggal lahir anak | Birth date of the child
-- arg: is_in_education bool yes_no default=false | Masih menempuh pendidikan formal | Still in formal education
-- arg: is_married bool yes_no default=false | Sudah menikah | Married
-- arg: has_income bool yes_no default=false | Berpenghasilan sendiri | Has an income of its own
-- res: covered_until date day optional | Ditanggung sampai | Covered until
-- say.id: Anak ditanggung sampai {covered_until}.
-- say.en: The child is covered until {covered_until}.
-- say.id.CHILD_TOO_OLD: Anak tidak ditanggung lagi sejak {covered_until}: daftarkan sendiri atau lewat tempat kerjanya.
-- say.en.CHILD_TOO_OLD: The child is no longer covered since {covered_until}: it registers by itself or at its own work.
-- say.id.CHILD_MARRIED: Anak yang sudah menikah tidak ditanggung.
-- say.en.CHILD_MARRIED: A married child is not covered.
-- say.id.CHILD_WORKS: Anak yang berpenghasilan tidak ditanggung.
-- say.en.CHILD_WORKS: A child with an income of its own is not covered.
-- A child born on 29 February completes a year of life on 1 March of a common year.
SELECT
  ask_no, CASE WHEN reason = 'CHILD_COVERED' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  CASE WHEN reason IN ('CHILD_COVERED', 'CHILD_TOO_OLD') THEN covered_until END AS covered_until
FROM (
  SELECT
    *,
    CASE WHEN is_married THEN 'CHILD_MARRIED' WHEN has_income THEN 'CHILD_WORKS'
      WHEN asked_on > covered_until THEN 'CHILD_TOO_OLD' ELSE 'CHILD_COVERED' END AS reason
  FROM (
    SELECT
      *,
      add_days(
        birthday(
          birth_date,
          CASE WHEN is_in_education THEN param('jkn.ppu.child_age', asked_on, 'lt_if_in_formal_education')
            ELSE param('jkn.ppu.child_age', asked_on, 'lt') END
        ), -1
      ) AS covered_until
    FROM asked
  ) AS dated
) AS judged
