-- id: all.due
-- label: bulan iuran terakhir yang jatuh tempo | the last month whose contribution is due
-- sources: jkn.due_day, bpu.due_day, pu.due_day, calendar.holiday
-- in: (nothing but the day)
-- out: due_kind (JKN, BPU who pays for himself, PU who is paid for by an employer), due_day day of month,
--      months_offset months, due_on day of this calendar month, last_due_month month
--
-- A due day on a Saturday, Sunday or national holiday moves to the next working day, over two holidays in a row too.
SELECT due_kind, due_day, months_offset, due_on,
    add_months(month_start(as_of()), 0 - months_offset - CASE WHEN as_of() > due_on THEN 0 ELSE 1 END) AS last_due_month
FROM (
    SELECT due_kind, due_day, months_offset,
        CASE WHEN NOT falls_on('calendar.holiday', next_day) THEN next_day
             ELSE add_days(next_day, CASE iso_weekday(next_day) WHEN 5 THEN 3 ELSE 1 END) END AS due_on
    FROM (
        SELECT due_kind, due_day, months_offset,
            CASE WHEN NOT falls_on('calendar.holiday', weekday) THEN weekday
                 ELSE add_days(weekday, CASE iso_weekday(weekday) WHEN 5 THEN 3 ELSE 1 END) END AS next_day
        FROM (
            SELECT due_kind, due_day, months_offset,
                CASE WHEN iso_weekday(day) > 5 THEN add_days(day, 8 - iso_weekday(day)) ELSE day END AS weekday
            FROM (
                SELECT due_kind, due_day, months_offset,
                    LEAST(add_days(month_start(as_of()), due_day - 1), month_end(as_of())) AS day
                FROM (
                    SELECT 'JKN' AS due_kind, param('jkn.due_day', as_of()) AS due_day, 0 AS months_offset
                    UNION ALL
                    SELECT 'BPU' AS due_kind, param('bpu.due_day', as_of(), 'day') AS due_day,
                        param('bpu.due_day', as_of(), 'months_offset') AS months_offset
                    UNION ALL
                    SELECT 'PU' AS due_kind, param('pu.due_day', as_of(), 'day') AS due_day,
                        param('pu.due_day', as_of(), 'months_offset') AS months_offset
                ) AS law
            ) AS calendar_days
        ) AS weekdays
    ) AS next_days
) AS working_days
