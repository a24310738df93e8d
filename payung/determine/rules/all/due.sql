-- id: all.due
-- label: bulan iuran terakhir yang jatuh tempo | the last month whose contribution is due
-- sources: jkn.due_day, bpu.due_day, pu.due_day
-- in: (nothing but the day)
-- out: due_kind (JKN, BPU who pays for himself, PU who is paid for by an employer), due_day day of month,
--      months_offset months, due_on day of this calendar month, last_due_month month
--
-- A due day on a Saturday or Sunday moves to Monday. National holidays are in no table and move nothing.
SELECT due_kind, due_day, months_offset, due_on,
    add_months(month_start(as_of()), 0 - months_offset - CASE WHEN as_of() > due_on THEN 0 ELSE 1 END) AS last_due_month
FROM (
    SELECT due_kind, due_day, months_offset,
        CASE WHEN iso_weekday(add_days(day, 2)) = 1 THEN add_days(day, 2)
             WHEN iso_weekday(add_days(day, 1)) = 1 THEN add_days(day, 1) ELSE day END AS due_on
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
) AS working_days
