-- id: jkn.own
-- label: dasar jaminan JKN dari catatan sendiri | the ground of JKN cover by the person's own record
-- sources: jkn.suspension_rule, jkn.new_pbpu.waiting_days, jkn.phk.coverage_months, jkn.ppu.child_age, jkn.pbi.catastrophic_auto_reactivation
-- in: jkn_member
-- out: the facts that family, span and clocks need; reason (terms/codes/reasons.yaml)
--
-- A register's cause is believed where it names a decision of somebody (a removal, a layoff, an employer's debt). Own
-- payments, ages and windows are counted from the dates, whatever the register says of them.
SELECT person_id, family_id, birth_date, sex, relation_code, is_married, is_student, segment, payer, role, member_since,
    register_status, inactive_since, paid_until, suspended_from, bridge_from, over_age_on, died_on, cause, CASE
    WHEN is_dead THEN 'DECEASED'
    WHEN NOT is_member THEN 'NEVER_REGISTERED'
    WHEN is_abroad OR cause = 'LEFT_THE_COUNTRY' THEN 'LEFT_THE_COUNTRY'
    WHEN register_status = 'ATTEMPT_FAILED' OR cause = 'ATTEMPT_FAILED' THEN 'ATTEMPT_FAILED'
    -- The health register alone says dead and the civil register knows the person alive: a matter of identity.
    WHEN cause = 'DECEASED' THEN CASE WHEN is_in_population THEN 'IDENTITY_MISMATCH' ELSE 'DECEASED' END
    WHEN cause IN ('IDENTITY_MISMATCH', 'DUPLICATE_MEMBERSHIP') THEN cause
    WHEN as_of() <= months_last_day(bridge_from,
        param('jkn.pbi.catastrophic_auto_reactivation', as_of(), 'service_guarantee_months')) THEN 'CHRONIC_BRIDGE'
    WHEN cause = 'REACTIVATION_RUNNING' THEN cause
    WHEN payer = 'STATE' THEN CASE
        WHEN is_held THEN 'REMOVED_FROM_PBI'
        WHEN COALESCE(member_since > as_of(), register_status = 'WAITING', FALSE) THEN 'APPOINTED_NOT_IN_FORCE'
        ELSE 'PAID_BY_STATE' END
    WHEN payer = 'REGION' THEN CASE
        WHEN is_held THEN CASE WHEN cause = 'REGION_ARREARS' THEN cause ELSE 'REGION_STOPPED_PAYING' END
        WHEN COALESCE(member_since > as_of(), register_status = 'WAITING', FALSE) THEN 'APPOINTED_NOT_IN_FORCE'
        ELSE 'PAID_BY_REGION' END
    WHEN cause = 'LAID_OFF' THEN CASE
        WHEN as_of() <= months_last_day(inactive_since, param('jkn.phk.coverage_months', inactive_since))
            THEN 'LAYOFF_COVER'
        ELSE 'LAID_OFF' END
    WHEN cause IN ('RESIGNED', 'CONTRACT_ENDED') THEN cause
    WHEN payer = 'EMPLOYER' THEN CASE
        WHEN (role = 'CHILD' OR cause = 'AGED_OUT') AND over_age_on <= as_of() THEN 'AGED_OUT'
        WHEN cause = 'EMPLOYER_ARREARS' OR suspended_from <= as_of() THEN 'EMPLOYER_ARREARS'
        WHEN paid_until IS NULL AND is_held AND cause IS NULL THEN 'CONTRACT_ENDED'
        WHEN paid_until IS NULL AND COALESCE(member_since > as_of(), register_status = 'WAITING', FALSE)
            THEN 'APPOINTED_NOT_IN_FORCE'
        ELSE 'PAID_BY_EMPLOYER' END
    WHEN suspended_from <= as_of() THEN CASE WHEN cause = 'INSTALMENTS_RUNNING' THEN cause ELSE 'ARREARS' END
    WHEN paid_until IS NOT NULL OR register_status = 'ACTIVE' THEN 'PAID_BY_SELF'
    WHEN cause IN ('ARREARS', 'INSTALMENTS_RUNNING', 'REMOVED_FROM_PBI', 'REGION_STOPPED_PAYING') THEN cause
    WHEN as_of() < add_days(member_since, param('jkn.new_pbpu.waiting_days', member_since)) THEN 'WAITING_PERIOD'
    ELSE 'FIRST_PAYMENT_DUE' END AS reason
FROM jkn_member
