-- id: tk.span
-- label: sejak, sampai, bulan tunggakan ketenagakerjaan | since, until, months of arrears in employment programmes
-- sources: bpu.grace_months, bpu.due_day, pu.due_day
-- in: tk_own
-- out: the facts for clocks; reason; since day; until day; arrears_months months
--
-- since is the day on which this reason began; until the last day of the status if nobody moves: a self-employed worker
-- who stops paying stays covered to the end of the grace months.
SELECT person_id, programme, kind, segment, sector, member_since, register_status, paid_until, inactive_since, birth_date,
    due_on, months_offset, is_sponsored, reason,
    CASE
        WHEN reason IN ('PAID_BY_EMPLOYER', 'PAID_BY_SELF', 'PAID_BY_SPONSOR')
            THEN CASE WHEN member_since <= as_of() THEN member_since END
        WHEN reason = 'GRACE' THEN late_from
        WHEN reason = 'ARREARS' AND paid_until IS NOT NULL THEN COALESCE(add_days(grace_until, 1), late_from)
        WHEN reason = 'EMPLOYER_ARREARS' THEN LEAST(CASE WHEN cause = 'EMPLOYER_ARREARS' THEN inactive_since END,
            CASE WHEN overdue_months > 0 THEN late_from END)
        WHEN reason = 'CONTRACT_ENDED' AND cause IS NULL AND paid_until IS NOT NULL THEN CASE
            WHEN kind = 'BPU' THEN past_grace_from
            WHEN kind = 'PMI' THEN add_days(month_end(paid_until), 1)
            ELSE late_from END
        WHEN reason = 'FIRST_PAYMENT_DUE' THEN CASE WHEN member_since <= as_of() THEN member_since END
        WHEN reason = 'DECEASED' THEN COALESCE(died_on, inactive_since)
        ELSE inactive_since END AS since,
    CASE
        WHEN reason IN ('PAID_BY_EMPLOYER', 'PAID_BY_SELF', 'PAID_BY_SPONSOR', 'GRACE') THEN LEAST(
            CASE WHEN kind = 'BPU' THEN COALESCE(grace_until, add_days(late_from, -1))
                 WHEN kind = 'PMI' THEN month_end(paid_until)
                 ELSE add_days(late_from, -1) END,
            CASE WHEN inactive_since > as_of() THEN add_days(inactive_since, -1) END)
        END AS until,
    CASE WHEN reason IN ('GRACE', 'ARREARS', 'EMPLOYER_ARREARS') THEN GREATEST(1, COALESCE(overdue_months, 0),
            CASE WHEN paid_until IS NULL OR cause = 'EMPLOYER_ARREARS'
                 THEN COALESCE(months_between(as_of(), inactive_since) + 1, 0) ELSE 0 END)
        ELSE 0 END AS arrears_months
FROM tk_own
