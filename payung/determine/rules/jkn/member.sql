-- id: jkn.member
-- label: kepesertaan JKN yang berlaku | the JKN membership that stands, with its facts
-- sources: jkn.suspension_rule, jkn.ppu.child_age, jkn.pbi.catastrophic_auto_reactivation, jkn.pbi.reactivation_window_months
-- in: persons, memberships, jkn_guarantee
-- out: one row for everybody alive and for each member: payer (STATE, REGION, EMPLOYER, SELF), role, cause, paid_until
--      month, suspended_from day, over_age_on day, bridge_from day
--
-- A payment month on a membership that the state or a region pays for says nothing and is set aside. A register that
-- does not tell the role in an employer's membership is helped: who works is the worker, who is young is the child.
SELECT *,
    CASE payer
        WHEN 'EMPLOYER' THEN add_months(paid_until, 2 + param('jkn.suspension_rule', as_of(), 'months_late_ppu'))
        ELSE add_months(paid_until, 2 + param('jkn.suspension_rule', as_of(), 'months_late_pbpu_bp'))
    END AS suspended_from,
    CASE WHEN payer = 'STATE' AND is_held AND illness IS NOT NULL THEN
        CASE WHEN inactive_since >= guarantee_from THEN inactive_since
             WHEN months_last_day(inactive_since, param('jkn.pbi.reactivation_window_months', as_of())) >= guarantee_from
             THEN guarantee_from END
    END AS bridge_from,
    CASE WHEN is_held THEN inactive_cause END AS cause,
    CASE WHEN payer <> 'EMPLOYER' THEN 'MEMBER'
         WHEN register_role IN ('WORKER', 'SPOUSE', 'CHILD', 'EXTRA') THEN register_role
         WHEN works_as = 'EMPLOYEE' THEN 'WORKER'
         WHEN over_age_on > as_of() THEN 'CHILD'
         WHEN is_married AND works_as = 'NONE' THEN 'SPOUSE'
         ELSE 'WORKER' END AS role
FROM (
    SELECT p.person_id, p.family_id, p.birth_date, p.sex, p.relation_code, p.is_married, p.is_student, p.illness,
        p.is_in_population, p.works_as, p.died_on,
        p.life_status = 'DEAD' AND COALESCE(p.died_on, as_of()) <= as_of() AS is_dead,
        p.life_status = 'ABROAD' AS is_abroad,
        m.person_id IS NOT NULL AS is_member,
        m.segment, m.role AS register_role, m.since AS member_since, m.register_status, m.inactive_since,
        m.inactive_cause,
        CASE WHEN m.segment IN ('PBI', 'PBPU_PEMDA') THEN NULL ELSE month_start(m.paid_until) END AS paid_until,
        CASE WHEN m.segment = 'PBI' THEN 'STATE'
             WHEN m.segment = 'PBPU_PEMDA' THEN 'REGION'
             WHEN m.segment IN ('PPU_BU', 'PPU_PN') THEN 'EMPLOYER'
             ELSE 'SELF' END AS payer,
        CASE WHEN m.register_status = 'INACTIVE' THEN COALESCE(m.inactive_since <= as_of(), TRUE)
             WHEN m.register_status IS NULL THEN COALESCE(m.inactive_since <= as_of(), FALSE)
             ELSE FALSE END AS is_held,
        CASE WHEN m.segment IN ('PPU_BU', 'PPU_PN') THEN
            CASE WHEN p.is_student
                 THEN birthday(p.birth_date, param('jkn.ppu.child_age', as_of(), 'lt_if_in_formal_education'))
                 ELSE birthday(p.birth_date, param('jkn.ppu.child_age', as_of(), 'lt')) END
        END AS over_age_on,
        g.guarantee_from
    FROM persons AS p
    CROSS JOIN jkn_guarantee AS g
    LEFT JOIN memberships AS m ON m.person_id = p.person_id AND m.programme = 'JKN' AND m.rank = 1
) AS facts
WHERE is_member OR NOT (is_dead OR is_abroad)
