-- id: tk.paid_month
-- label: arti bulan lunas terakhir pada hari itu | what the last paid month means on the day
-- sources: bpu.due_day, pu.due_day, bpu.grace_months, calendar.holiday
-- in: due, calendar (n: 0, 1, 2, ... months)
-- out: one row for each kind of payer and last paid month: overdue_months months, late_from day, grace_until day,
--      past_grace_from day
--
-- late_from is the day after the due day of the first unpaid month, by the law of that month; past_grace_from the same
-- of the first month that is no longer forgiven. A due day on a Saturday, Sunday or national holiday moves to the next
-- working day, over two holidays in a row too.
SELECT due_kind, paid_until, overdue_months, grace_months, grace_until,
    add_days(CASE WHEN NOT falls_on('calendar.holiday', first_next) THEN first_next
         ELSE add_days(first_next, CASE iso_weekday(first_next) WHEN 5 THEN 3 ELSE 1 END) END, 1) AS late_from,
    add_days(CASE WHEN NOT falls_on('calendar.holiday', last_next) THEN last_next
         ELSE add_days(last_next, CASE iso_weekday(last_next) WHEN 5 THEN 3 ELSE 1 END) END, 1) AS past_grace_from
FROM (
    SELECT due_kind, paid_until, overdue_months, grace_months, grace_until,
        CASE WHEN NOT falls_on('calendar.holiday', first_weekday) THEN first_weekday
             ELSE add_days(first_weekday, CASE iso_weekday(first_weekday) WHEN 5 THEN 3 ELSE 1 END) END AS first_next,
        CASE WHEN NOT falls_on('calendar.holiday', last_weekday) THEN last_weekday
             ELSE add_days(last_weekday, CASE iso_weekday(last_weekday) WHEN 5 THEN 3 ELSE 1 END) END AS last_next
    FROM (
        SELECT due_kind, paid_until, overdue_months, grace_months, grace_until,
            CASE WHEN iso_weekday(first_due) > 5 THEN add_days(first_due, 8 - iso_weekday(first_due))
                 ELSE first_due END AS first_weekday,
            CASE WHEN iso_weekday(last_due) > 5 THEN add_days(last_due, 8 - iso_weekday(last_due))
                 ELSE last_due END AS last_weekday
        FROM (
            SELECT due_kind, paid_until, overdue_months, grace_months,
                month_end(add_months(paid_until, grace_months)) AS grace_until,
                LEAST(add_days(first_due_month, first_due_day - 1), month_end(first_due_month)) AS first_due,
                add_days(add_months(first_due_month, grace_months), due_day - 1) AS last_due
            FROM (
                SELECT due_kind, paid_until, due_day, months_between(last_due_month, paid_until) AS overdue_months,
                    add_months(paid_until, 1 + months_offset) AS first_due_month,
                    COALESCE(CASE WHEN due_kind = 'PU' THEN param('pu.due_day', add_months(paid_until, 1), 'day')
                         ELSE param('bpu.due_day', add_months(paid_until, 1), 'day') END, due_day) AS first_due_day,
                    CASE WHEN due_kind = 'BPU' THEN param('bpu.grace_months', as_of()) END AS grace_months
                FROM (
                    SELECT d.due_kind, d.due_day, d.months_offset, d.last_due_month,
                        add_months(month_start(as_of()), 12 * 12 - c.n) AS paid_until
                    FROM due AS d CROSS JOIN calendar AS c
                    WHERE d.due_kind IN ('BPU', 'PU')
                ) AS months
            ) AS law
        ) AS days
    ) AS weekdays
) AS next_days
