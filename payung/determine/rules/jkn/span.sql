-- id: jkn.span
-- label: sejak, sampai, dan bulan tunggakan JKN | since, until and months of arrears in JKN
-- sources: jkn.arrears_months_max, jkn.suspension_rule, jkn.phk.coverage_months, jkn.new_pbpu.waiting_days, jkn.newborn.register_days, jkn.ppu.child_age, jkn.pbi.catastrophic_auto_reactivation
-- in: jkn_cover, jkn_newborn
-- out: the facts for clocks; reason; since day; until day; arrears_months months
--
-- since is the day on which this reason began; until the last day of the status if nobody moves.
SELECT person_id, segment, payer, role, register_status, member_since, paid_until, inactive_since, birth_date, is_student,
    bridge_from, suspended_from, reason,
    CASE
        WHEN reason IN ('PAID_BY_STATE', 'PAID_BY_REGION', 'PAID_BY_EMPLOYER', 'PAID_BY_SELF', 'DEPENDANT_OF_WORKER')
            THEN CASE WHEN member_since <= as_of() THEN member_since END
        WHEN reason = 'NEVER_REGISTERED' THEN NULL
        WHEN reason IN ('ARREARS', 'INSTALMENTS_RUNNING') THEN COALESCE(suspended_from, inactive_since)
        WHEN reason = 'EMPLOYER_ARREARS' THEN LEAST(
            CASE WHEN cause = 'EMPLOYER_ARREARS' THEN inactive_since END,
            CASE WHEN suspended_from <= as_of() THEN suspended_from END)
        WHEN reason = 'REMOVED_FROM_PBI' THEN COALESCE(bridge_over_on, inactive_since)
        WHEN reason = 'CHRONIC_BRIDGE' THEN bridge_from
        WHEN reason = 'LAID_OFF' THEN COALESCE(layoff_over_on, inactive_since)
        WHEN reason = 'AGED_OUT' THEN over_age_on
        WHEN reason = 'NEWBORN_WINDOW' THEN birth_date
        WHEN reason = 'WAITING_PERIOD' THEN CASE WHEN member_since <= as_of() THEN member_since END
        WHEN reason = 'FIRST_PAYMENT_DUE' THEN waiting_over_on
        WHEN reason = 'APPOINTED_NOT_IN_FORCE' THEN NULL
        WHEN reason = 'FAMILY_LIMIT' THEN NULL
        WHEN reason = 'DECEASED' THEN COALESCE(died_on, inactive_since)
        ELSE inactive_since END AS since,
    CASE
        WHEN reason IN ('PAID_BY_STATE', 'PAID_BY_REGION') THEN ends_by_register
        WHEN reason IN ('PAID_BY_EMPLOYER', 'PAID_BY_SELF') THEN LEAST(add_days(suspended_from, -1), ends_by_register)
        WHEN reason = 'DEPENDANT_OF_WORKER' THEN LEAST(add_days(suspended_from, -1), ends_by_register,
            CASE WHEN role = 'CHILD' THEN add_days(over_age_on, -1) END)
        WHEN reason = 'CHRONIC_BRIDGE' THEN add_days(bridge_over_on, -1)
        WHEN reason = 'LAYOFF_COVER' THEN add_days(layoff_over_on, -1)
        WHEN reason = 'NEWBORN_WINDOW' THEN add_days(birth_date, param('jkn.newborn.register_days', as_of()))
        WHEN reason = 'WAITING_PERIOD' THEN add_days(waiting_over_on, -1)
        WHEN reason = 'APPOINTED_NOT_IN_FORCE' THEN add_days(member_since, -1)
        END AS until,
    CASE WHEN reason IN ('ARREARS', 'INSTALMENTS_RUNNING', 'EMPLOYER_ARREARS', 'REGION_ARREARS') THEN
        LEAST(param('jkn.arrears_months_max', as_of()), GREATEST(1,
            COALESCE(months_between(as_of(), paid_until) - 1, 0),
            CASE WHEN cause IN ('ARREARS', 'INSTALMENTS_RUNNING', 'EMPLOYER_ARREARS', 'REGION_ARREARS')
                      AND NOT (payer = 'SELF' AND paid_until IS NOT NULL)
                 THEN COALESCE(months_between(as_of(), inactive_since) + 1, 0) ELSE 0 END))
        ELSE 0 END AS arrears_months
FROM (
    SELECT c.*,
        CASE WHEN n.person_id IS NOT NULL THEN 'NEWBORN_WINDOW' ELSE c.cover_reason END AS reason,
        CASE WHEN c.inactive_since > as_of() THEN add_days(c.inactive_since, -1) END AS ends_by_register,
        CASE WHEN c.bridge_from IS NOT NULL THEN add_days(months_last_day(c.bridge_from,
            param('jkn.pbi.catastrophic_auto_reactivation', as_of(), 'service_guarantee_months')), 1) END
            AS bridge_over_on,
        CASE WHEN c.cause = 'LAID_OFF' THEN add_days(months_last_day(c.inactive_since,
            param('jkn.phk.coverage_months', c.inactive_since)), 1) END AS layoff_over_on,
        CASE WHEN c.cover_reason IN ('WAITING_PERIOD', 'FIRST_PAYMENT_DUE') THEN add_days(c.member_since,
            param('jkn.new_pbpu.waiting_days', c.member_since)) END AS waiting_over_on
    FROM jkn_cover AS c
    LEFT JOIN jkn_newborn AS n ON n.person_id = c.person_id
) AS named
