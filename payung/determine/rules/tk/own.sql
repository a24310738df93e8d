-- id: tk.own
-- label: dasar kepesertaan ketenagakerjaan | the ground of an employment membership
-- sources: bpu.grace_months, bpu.age_max_join, bpu.continue_after_age_limit, bpu.due_day, pu.due_day
-- in: tk_member
-- out: the columns of tk_member; reason (terms/codes/reasons.yaml)
--
-- Own payments (BPU): paid up, then the grace months, then paused, then ended once more months than the grace are
-- overdue. An employer's worker (PU) is in arrears when a month is overdue. A construction project (JAKON) and a
-- migrant's contract (PMI) end with what was paid. A migrant worker abroad is where the membership is meant for.
SELECT *, CASE
    WHEN is_dead THEN 'DECEASED'
    WHEN cause = 'LEFT_THE_COUNTRY' OR (is_abroad AND kind <> 'PMI') THEN 'LEFT_THE_COUNTRY'
    WHEN register_status = 'ATTEMPT_FAILED' OR cause = 'ATTEMPT_FAILED' THEN 'ATTEMPT_FAILED'
    WHEN cause = 'DECEASED' THEN CASE WHEN is_in_population THEN 'IDENTITY_MISMATCH' ELSE 'DECEASED' END
    WHEN cause IN ('IDENTITY_MISMATCH', 'DUPLICATE_MEMBERSHIP', 'FUND_PAID_OUT', 'LAID_OFF', 'RESIGNED', 'CONTRACT_ENDED')
        THEN cause
    -- Who joined as self-employed before the age limit may go on paying after it.
    WHEN cause = 'AGED_OUT' AND (kind <> 'BPU' OR COALESCE(is_joined_too_old, TRUE)
        OR param('bpu.continue_after_age_limit', as_of()) IS NULL) THEN cause
    WHEN paid_until IS NULL THEN CASE
        WHEN register_status = 'ACTIVE' THEN
            CASE WHEN is_sponsored THEN 'PAID_BY_SPONSOR' WHEN kind IN ('BPU', 'PMI') THEN 'PAID_BY_SELF'
                 ELSE 'PAID_BY_EMPLOYER' END
        WHEN cause = 'ARREARS' THEN CASE WHEN kind IN ('BPU', 'PMI') THEN 'ARREARS' ELSE 'EMPLOYER_ARREARS' END
        WHEN cause = 'EMPLOYER_ARREARS' THEN cause
        WHEN register_status = 'INACTIVE' THEN 'CONTRACT_ENDED'
        ELSE 'FIRST_PAYMENT_DUE' END
    WHEN kind = 'BPU' THEN CASE
        WHEN overdue_months <= 0 THEN CASE WHEN is_sponsored THEN 'PAID_BY_SPONSOR' ELSE 'PAID_BY_SELF' END
        WHEN as_of() <= grace_until THEN 'GRACE'
        WHEN overdue_months > grace_months THEN 'CONTRACT_ENDED'
        ELSE 'ARREARS' END
    WHEN kind = 'PMI' THEN CASE WHEN as_of() <= month_end(paid_until) THEN 'PAID_BY_SELF' ELSE 'CONTRACT_ENDED' END
    WHEN cause = 'EMPLOYER_ARREARS' THEN cause
    WHEN overdue_months > 0 THEN CASE WHEN kind = 'JAKON' THEN 'CONTRACT_ENDED' ELSE 'EMPLOYER_ARREARS' END
    ELSE 'PAID_BY_EMPLOYER' END AS reason
FROM tk_member
