-- label: one row for each person, programme and record of the two registers of members, best first
-- Where a decree or a reactivation was done here, what changed last stands: the act, or what the register did after it.
-- in: told, person_fact; out: table memberships before its declared types
CREATE OR REPLACE TEMP TABLE membership_row AS
WITH held AS (
    SELECT t.*, CASE WHEN t.supplier IN ('bpjs_kesehatan', 'payung') THEN 'JKN'
                     ELSE coalesce(t.programmes, $programmes_unsaid) END AS held_programmes
    FROM told t WHERE t.supplier IN ('bpjs_kesehatan', 'bpjs_ketenagakerjaan', 'payung')
), single AS (
    SELECT * EXCLUDE (held_programmes), unnest(string_split(replace(held_programmes, ' ', ''), ',')) AS programme FROM held
), placed AS (
    SELECT s.*, bool_or(s.supplier = 'payung') OVER (PARTITION BY s.person_id, s.programme) AS has_act,
           greatest(s.member_since, s.inactive_since) AS changed_on, f.relation_code AS relation, f.is_insured_worker,
           date_diff('year', f.birth_date, DATE $as_of)
              - CAST(strftime(f.birth_date, '%m%d') > strftime(DATE $as_of, '%m%d') AS BIGINT) AS age_years
    FROM single s JOIN person_fact f USING (person_id)
)
SELECT person_id, programme,
       row_number() OVER (
           PARTITION BY person_id, programme
           ORDER BY CASE WHEN has_act THEN changed_on END DESC NULLS LAST, supplier = 'payung' DESC, looks_active DESC,
                    paid_until DESC NULLS LAST, member_since DESC NULLS LAST, supplier, row
       ) AS rank,
       segment, supplier, row, source_no AS card_no,
       CASE WHEN role IS NOT NULL THEN role
            WHEN programme <> 'JKN' OR segment NOT IN ('PPU_BU', 'PPU_PN') OR segment IS NULL THEN 'MEMBER'
            WHEN wage_monthly_idr IS NOT NULL OR is_insured_worker THEN 'WORKER'
            WHEN relation = 1 THEN 'WORKER'
            WHEN relation IN (2, 3) THEN 'SPOUSE'
            WHEN relation = 4 THEN 'CHILD'
            WHEN relation IS NOT NULL THEN 'EXTRA'
            WHEN age_years < $adult_from THEN 'CHILD'
            ELSE 'WORKER' END AS role,
       care_class, member_since AS since, paid_until, register_status, inactive_since, inactive_cause, inactive_detail,
       employer_id, wage_monthly_idr, sector
FROM placed;
