-- id: bpu.join
-- label: Batas umur pekerja bukan penerima upah: mendaftar, dan terus membayar | Ages of the self-employed: to join, and to go on
-- sources: bpu.age_min_join, bpu.age_max_join, bpu.continue_after_age_limit
-- in: asked (ask_no, asked_on, age_years, age_at_joining)
-- out: age_min years, age_max years
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: age_years int64 years max=150 | Usia pada hari itu | Age on that day
-- arg: age_at_joining int64 years max=150 optional | Usia saat mendaftar, bila sudah peserta | Age when joining, of a member
-- res: age_min int64 years | Usia paling rendah untuk mendaftar | Lowest age to join
-- res: age_max int64 years | Mendaftar sebelum usia | Join before the age of
-- when: bpu.continue_after_age_limit | reason=GOES_ON_AFTER_LIMIT
-- say.id: Boleh mendaftar: usia {age_years} tahun berada dalam batas {age_min} sampai sebelum {age_max} tahun.
-- say.en: May join: {age_years} is within the limits of {age_min} and below {age_max}.
-- say.id.TOO_YOUNG_TO_JOIN: Usia {age_years} tahun terlalu muda untuk mendaftar: paling rendah {age_min} tahun.
-- say.en.TOO_YOUNG_TO_JOIN: At {age_years} one is too young to join: the lowest age is {age_min}.
-- say.id.TOO_OLD_TO_JOIN: Usia {age_years} tahun terlalu tua untuk mendaftar: harus sebelum {age_max} tahun.
-- say.en.TOO_OLD_TO_JOIN: At {age_years} one is too old to join: it must be before {age_max}.
-- say.id.GOES_ON: Peserta, dan tetap membayar.
-- say.en.GOES_ON: A member, and goes on paying.
-- say.id.GOES_ON_AFTER_LIMIT: Peserta yang mendaftar pada usia {age_at_joining} tahun boleh terus membayar setelah usia {age_max} tahun.
-- say.en.GOES_ON_AFTER_LIMIT: Who joined at {age_at_joining} may go on paying after the age of {age_max}.
-- say.id.JOINED_TOO_OLD: Mendaftar pada usia {age_at_joining} tahun, di luar batas: tanyakan ke kantor cabang.
-- say.en.JOINED_TOO_OLD: Joined at {age_at_joining}, outside the limits: ask the branch office.
SELECT
  ask_no, CASE WHEN reason IN ('MAY_JOIN', 'GOES_ON', 'GOES_ON_AFTER_LIMIT') THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  age_min, age_max
FROM (
  SELECT
    *,
    CASE
      WHEN age_at_joining IS NULL AND age_years < age_min THEN 'TOO_YOUNG_TO_JOIN'
      WHEN age_at_joining IS NULL AND age_years >= age_max THEN 'TOO_OLD_TO_JOIN'
      WHEN age_at_joining IS NULL THEN 'MAY_JOIN'
      WHEN age_at_joining >= age_max THEN 'JOINED_TOO_OLD'
      WHEN age_years < age_max THEN 'GOES_ON'
      WHEN param('bpu.continue_after_age_limit', asked_on) THEN 'GOES_ON_AFTER_LIMIT'
      ELSE 'TOO_OLD_TO_JOIN'
    END AS reason
  FROM (
    SELECT *, param('bpu.age_min_join', asked_on) AS age_min, param('bpu.age_max_join', asked_on) AS age_max FROM asked
  ) AS limited
) AS judged
