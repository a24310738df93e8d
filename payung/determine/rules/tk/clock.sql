-- id: tk.clock
-- label: tenggat ketenagakerjaan yang berjalan | clocks that run in the employment programmes
-- sources: bpu.due_day, pu.due_day, bpu.grace_months, jkm.bpu.full_benefit_min_months, scholarship.conditions, bpu.discount_pp50, jkp.eligibility, bpu.age_max_join
-- in: tk_span, tk_never, tk_relief
-- out: person_id, programme, kind, clock (terms/codes/clocks.yaml), opens day, closes day,
--      article (null: that of the clock)
--
-- The end of the discount is shown to those who pay for themselves; the age limit to those who would have to join anew,
-- in the year before the birthday; the scholarship in the year before the right is reached.
SELECT person_id, programme, kind, 'PAY_BY_DAY' AS clock, month_start(as_of()) AS opens, due_on AS closes,
    CAST(NULL AS TEXT) AS article
FROM tk_span
WHERE reason IN ('PAID_BY_SELF', 'GRACE', 'PAID_BY_EMPLOYER') AND kind IN ('BPU', 'PU')
  AND paid_until < add_months(month_start(as_of()), 0 - months_offset)
UNION ALL
SELECT person_id, programme, kind, 'BPU_GRACE_3M', since, until, NULL
FROM tk_span WHERE reason = 'GRACE'
UNION ALL
SELECT person_id, programme, kind, 'FULL_DEATH_BENEFIT_3M', member_since,
    months_last_day(member_since, param('jkm.bpu.full_benefit_min_months', as_of())), NULL
FROM tk_span
WHERE programme = 'JKM' AND kind = 'BPU' AND member_since <= as_of()
  AND reason IN ('PAID_BY_SELF', 'PAID_BY_SPONSOR', 'GRACE')
UNION ALL
SELECT person_id, programme, kind, 'SCHOLARSHIP_3Y', member_since, add_days(right_from, -1), NULL
FROM (
    SELECT person_id, programme, kind, member_since,
        add_years(member_since, param('scholarship.conditions', as_of(), 'jkm_min_contribution_years')) AS right_from
    FROM tk_span
    WHERE programme = 'JKM' AND reason IN ('PAID_BY_SELF', 'PAID_BY_SPONSOR', 'PAID_BY_EMPLOYER', 'GRACE')
) AS contributing
WHERE right_from <= add_years(as_of(), 1)
UNION ALL
SELECT s.person_id, s.programme, s.kind, 'RELIEF_ENDS', r.relief_from, r.relief_until, r.article
FROM tk_span AS s JOIN tk_relief AS r ON r.sector = COALESCE(s.sector, 'OTHER')
WHERE s.programme IN ('JKK', 'JKM') AND s.kind = 'BPU' AND s.reason IN ('PAID_BY_SELF', 'GRACE')
UNION ALL
SELECT person_id, programme, kind, 'JKP_CLAIM_6M', inactive_since,
    months_last_day(inactive_since, param('jkp.eligibility', inactive_since, 'claim_window_months')), NULL
FROM tk_span WHERE programme = 'JKP' AND reason = 'LAID_OFF'
UNION ALL
SELECT person_id, programme, kind, 'AGE_65', add_years(birthday, -1), add_days(birthday, -1), NULL
FROM (
    SELECT person_id, programme, kind, birthday(birth_date, param('bpu.age_max_join', as_of())) AS birthday
    FROM tk_never WHERE programme = 'JKK' AND kind = 'BPU'
    UNION ALL
    SELECT person_id, programme, kind, birthday(birth_date, param('bpu.age_max_join', as_of())) AS birthday
    FROM tk_span WHERE programme = 'JKK' AND kind = 'BPU' AND reason = 'CONTRACT_ENDED'
) AS joining
WHERE birthday <= add_years(as_of(), 1)
