-- id: pu.due_day
-- label: Batas bayar iuran BPJS Ketenagakerjaan pekerja penerima upah | Day by which employers pay the contributions of wage earners
-- sources: pu.due_day, calendar.holiday
-- in: asked (ask_no, contribution_month)
-- out: nominal_on day, weekday_on day, next_on day, due_on day
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- res: nominal_on date day | Tanggal menurut aturan | Day by the rule
-- res: weekday_on date day | Sesudah hari Sabtu dan Minggu | After the weekend
-- res: next_on date day | Sesudah hari libur pertama | After the first holiday
-- res: due_on date day | Dibayar paling lambat | Due on
-- lapsing: calendar.holiday
-- say.id: Iuran bulan {contribution_month} dibayar paling lambat {due_on}.
-- say.en: The contribution of {contribution_month} is due on {due_on}.
-- Saturdays, Sundays and national holidays move the day, two holidays in a row too; no calendar of theirs is known before 2025.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN due_on = nominal_on THEN 'DUE_DAY' ELSE 'DUE_DAY_MOVED' END AS reason,
  nominal_on, weekday_on, next_on, due_on
FROM (
  SELECT
    *,
    CASE WHEN NOT falls_on('calendar.holiday', next_on) THEN next_on
      WHEN is_before THEN add_days(next_on, CASE iso_weekday(next_on) WHEN 1 THEN -3 ELSE -1 END)
      ELSE add_days(next_on, CASE iso_weekday(next_on) WHEN 5 THEN 3 ELSE 1 END) END AS due_on
  FROM (
    SELECT
      *,
      CASE WHEN NOT falls_on('calendar.holiday', weekday_on) THEN weekday_on
      WHEN is_before THEN add_days(weekday_on, CASE iso_weekday(weekday_on) WHEN 1 THEN -3 ELSE -1 END)
      ELSE add_days(weekday_on, CASE iso_weekday(weekday_on) WHEN 5 THEN 3 ELSE 1 END) END AS next_on
    FROM (
      SELECT
        *,
        CASE WHEN is_before AND iso_weekday(nominal_on) > 5 THEN add_days(nominal_on, 5 - iso_weekday(nominal_on))
          WHEN iso_weekday(nominal_on) > 5 THEN add_days(nominal_on, 8 - iso_weekday(nominal_on)) ELSE nominal_on END AS weekday_on
      FROM (
        SELECT
          *, LEAST(add_days(due_month, due_day - 1), month_end(due_month)) AS nominal_on
        FROM (
          SELECT
            *, add_months(contribution_month, param('pu.due_day', contribution_month, 'months_offset')) AS due_month,
            param('pu.due_day', contribution_month, 'day') AS due_day,
            param('pu.due_day', contribution_month, 'on_holiday') = 'PREVIOUS_WORKING_DAY' AS is_before
          FROM asked
        ) AS set_by_law
      ) AS dated
    ) AS after_weekend
  ) AS after_holiday
) AS moved
