-- id: jp.start
-- label: Kapan pensiun hari tua JP mulai, dan pilihan menundanya | When the old-age pension of JP starts, and the choice to put it off
-- sources: jp.pension_age_by_birth_year, jp.start_day, jp.deferral_years_max
-- in: asked (ask_no, asked_on, birth_date, choice, stops_work_on)
-- out: birth_year year, pension_age years, reaches_on day, limit_on day, starts_on day
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: birth_date date day | Tanggal lahir | Birth date
-- arg: choice text code values=AT_PENSION_AGE,WHEN_STOPPING default=AT_PENSION_AGE | Pilihan bila masih dipekerjakan: pada usia pensiun, atau saat berhenti bekerja | Choice of who still works: at the pension age, or when work stops
-- arg: stops_work_on date day optional | Hari berhenti bekerja, bila sudah diketahui | Day on which work stops, where it is known
-- res: birth_year int64 year | Tahun lahir | Year of birth
-- res: pension_age int64 years | Usia pensiun | Pension age
-- res: reaches_on date day | Usia pensiun tercapai pada | The pension age is reached on
-- res: limit_on date day | Ditunda paling lama sampai | Put off not longer than
-- res: starts_on date day | Pensiun mulai | The pension starts on
-- say.id: Usia pensiun {pension_age} tahun tercapai pada {reaches_on}; pensiun mulai {starts_on}.
-- say.en: The pension age of {pension_age} years is reached on {reaches_on}; the pension starts on {starts_on}.
-- say.id.PUT_OFF_TO_STOPPING: Usia pensiun tercapai pada {reaches_on}; pensiun ditunda sampai berhenti bekerja dan mulai {starts_on}.
-- say.en.PUT_OFF_TO_STOPPING: The pension age is reached on {reaches_on}; the pension is put off until work stops and starts on {starts_on}.
-- say.id.PUT_OFF_TO_LIMIT: Usia pensiun tercapai pada {reaches_on}; pensiun ditunda paling lama sampai {limit_on} dan mulai {starts_on}.
-- say.en.PUT_OFF_TO_LIMIT: The pension age is reached on {reaches_on}; the pension can be put off to {limit_on} and starts on {starts_on}.
-- say.id.STOPPED_BEFORE: Berhenti bekerja sebelum usia pensiun: tidak ada yang ditunda, pensiun mulai {starts_on}.
-- say.en.STOPPED_BEFORE: Work stops before the pension age: nothing is put off, the pension starts on {starts_on}.
-- The age rises on 1 January, so that the year of birth decides it. The pension starts with the next month.
SELECT
  ask_no, 'OK' AS outcome, reason, birth_year, pension_age, reaches_on, limit_on,
  add_months(month_start(last_on), param('jp.start_day', asked_on, 'months_after')) AS starts_on
FROM (
  SELECT
    *,
    CASE reason WHEN 'PUT_OFF_TO_STOPPING' THEN stops_work_on WHEN 'PUT_OFF_TO_LIMIT' THEN limit_on ELSE reaches_on END
      AS last_on
  FROM (
    SELECT
      *,
      CASE
        WHEN choice = 'AT_PENSION_AGE' THEN 'AT_PENSION_AGE'
        WHEN stops_work_on < reaches_on THEN 'STOPPED_BEFORE'
        WHEN stops_work_on < limit_on THEN 'PUT_OFF_TO_STOPPING'
        ELSE 'PUT_OFF_TO_LIMIT'
      END AS reason
    FROM (
      SELECT
        *, birthday(birth_date, pension_age) AS reaches_on,
        birthday(birth_date, pension_age + param('jp.deferral_years_max', asked_on)) AS limit_on
      FROM (
        SELECT *, bracket('jp.pension_age_by_birth_year', asked_on, birth_year) AS pension_age
        FROM (SELECT *, year_of(birth_date) AS birth_year FROM asked) AS born
      ) AS aged
    ) AS reached
  ) AS chosen
) AS judged
