-- id: scholarship.year
-- label: Beasiswa satu anak untuk satu tahun ajaran | Scholarship of one child for one school year
-- sources: scholarship.amounts, scholarship.conditions, scholarship.working_exempt
-- in: asked (ask_no, asked_on, birth_date, level, level_years_paid, child_no, is_married, work, work_months)
-- out: amount_idr idr, age_years years
-- arg: asked_on date day default=on | Hari pengajuan | Day of the request
-- arg: birth_date date day | Tanggal lahir anak | Birth date of the child
-- arg: level text code values=TK,SD,SMP,SMA,S1_atau_pelatihan | Jenjang | Level
-- arg: level_years_paid int64 years max=20 default=0 | Tahun jenjang ini yang sudah dibayar | Years of this level paid before
-- arg: child_no int64 number min=1 max=30 default=1 | Anak ke berapa yang diajukan | Which child of those who are put forward
-- arg: is_married bool yes_no default=false | Sudah menikah | Married
-- arg: work text code values=NONE,WAGE,SELF_EMPLOYED,INTERN default=NONE | Pekerjaan anak: tidak, penerima upah, mandiri, magang | Work of the child: none, for a wage, self-employed, intern
-- arg: work_months int64 months max=600 default=0 | Bulan bekerja berturut-turut | Months of work in a row
-- res: amount_idr int64 idr/year | Beasiswa setahun | Scholarship of the year
-- res: age_years int64 years | Usia anak | Age of the child
-- when: scholarship.working_exempt | work!=NONE
-- lapsing: scholarship.working_exempt
-- say.id: Beasiswa tahun ini {amount_idr}.
-- say.en: The scholarship of this year is {amount_idr}.
-- say.id.CHILD_TOO_OLD: Beasiswa berhenti: anak berusia {age_years} tahun.
-- say.en.CHILD_TOO_OLD: The scholarship has ended: the child is {age_years} years old.
-- say.id.CHILD_MARRIED: Beasiswa berhenti karena anak sudah menikah.
-- say.en.CHILD_MARRIED: The scholarship has ended because the child is married.
-- say.id.CHILD_WORKS: Beasiswa berhenti karena anak sudah bekerja.
-- say.en.CHILD_WORKS: The scholarship has ended because the child works.
-- say.id.YEARS_USED_UP: Semua tahun jenjang ini sudah dibayar.
-- say.en.YEARS_USED_UP: All the years of this level have been paid.
-- say.id.TOO_MANY_CHILDREN: Anak ke-{child_no} tidak termasuk yang berhak.
-- say.en.TOO_MANY_CHILDREN: Child number {child_no} is not among those who have a right.
SELECT
  ask_no, CASE WHEN reason = 'SCHOLARSHIP_BY_LEVEL' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  CASE WHEN reason = 'SCHOLARSHIP_BY_LEVEL'
    THEN CASE level
      WHEN 'TK' THEN param('scholarship.amounts', asked_on, 'TK', 'amount_yearly')
      WHEN 'SD' THEN param('scholarship.amounts', asked_on, 'SD', 'amount_yearly')
      WHEN 'SMP' THEN param('scholarship.amounts', asked_on, 'SMP', 'amount_yearly')
      WHEN 'SMA' THEN param('scholarship.amounts', asked_on, 'SMA', 'amount_yearly')
      ELSE param('scholarship.amounts', asked_on, 'S1_atau_pelatihan', 'amount_yearly') END
    ELSE 0 END AS amount_idr,
  age_years
FROM (
  SELECT
    *,
    CASE
      WHEN child_no > param('scholarship.amounts', asked_on, 'max_children') THEN 'TOO_MANY_CHILDREN'
      WHEN age_years >= param('scholarship.conditions', asked_on, 'child_max_age') THEN 'CHILD_TOO_OLD'
      WHEN is_married THEN 'CHILD_MARRIED'
      WHEN work = 'WAGE' AND work_months > COALESCE(param('scholarship.working_exempt', asked_on, 'pu_months_max'), -1)
        THEN 'CHILD_WORKS'
      WHEN work = 'SELF_EMPLOYED' AND NOT COALESCE(param('scholarship.working_exempt', asked_on, 'bpu'), FALSE)
        THEN 'CHILD_WORKS'
      WHEN work = 'INTERN' AND NOT COALESCE(param('scholarship.working_exempt', asked_on, 'intern'), FALSE)
        THEN 'CHILD_WORKS'
      WHEN level_years_paid >= CASE level
        WHEN 'TK' THEN param('scholarship.amounts', asked_on, 'TK', 'years')
        WHEN 'SD' THEN param('scholarship.amounts', asked_on, 'SD', 'years')
        WHEN 'SMP' THEN param('scholarship.amounts', asked_on, 'SMP', 'years')
        WHEN 'SMA' THEN param('scholarship.amounts', asked_on, 'SMA', 'years')
        ELSE param('scholarship.amounts', asked_on, 'S1_atau_pelatihan', 'years') END THEN 'YEARS_USED_UP'
      ELSE 'SCHOLARSHIP_BY_LEVEL'
    END AS reason
  FROM (
    SELECT *, GREATEST(age_years(birth_date, asked_on), 0) AS age_years FROM asked
  ) AS aged
) AS judged
