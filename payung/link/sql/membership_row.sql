-- label: one row for each person, programme and record of the two registers of members, best first
-- Where an act was done here, of one way of paying what changed last stands: the act, or what the register's own standing row
-- did after it; and the last month paid is that of whoever knows more: a month paid here and not yet in the register is paid,
-- and the reverse.
-- in: told, person_fact; out: table memberships before its declared types
CREATE OR REPLACE TEMP TABLE membership_row AS
WITH held AS (
    SELECT t.*, CASE WHEN t.supplier = 'bpjs_kesehatan' THEN 'JKN'
                     ELSE coalesce(t.programmes, $programmes_unsaid) END AS held_programmes,
           CASE WHEN t.segment IN ('PBPU', 'BP') THEN 'SELF' ELSE t.segment END AS way
    FROM told t WHERE t.supplier IN ('bpjs_kesehatan', 'bpjs_ketenagakerjaan', 'payung')
), single AS (
    SELECT * EXCLUDE (held_programmes), unnest(string_split(replace(held_programmes, ' ', ''), ',')) AS programme FROM held
), acted AS (
    SELECT DISTINCT person_id, programme FROM single WHERE supplier = 'payung'
), dated AS (
    SELECT s.*, greatest(member_since, inactive_since, CASE WHEN supplier = 'payung' THEN paid_until END) AS changed_on,
           row_number() OVER (
               PARTITION BY person_id, programme, way, supplier = 'payung'
               ORDER BY looks_active DESC, paid_until DESC NULLS LAST, member_since DESC NULLS LAST, supplier, row
           ) AS place
    FROM single s SEMI JOIN acted USING (person_id, programme)
), beside AS (
    SELECT * EXCLUDE (place), bool_or(supplier = 'payung') OVER same_way AND way IN ('SELF', 'BPU') AS is_paid_here,
           max(member_since) FILTER (supplier = 'payung') OVER same_way AS act_since,
           max(paid_until) FILTER (supplier = 'payung') OVER same_way AS act_paid_until,
           coalesce(CASE WHEN max(changed_on) FILTER (supplier <> 'payung' AND place = 1) OVER same_way
                              > max(changed_on) FILTER (supplier = 'payung') OVER same_way
                         THEN supplier = 'payung'
                         ELSE bool_or(supplier = 'payung') OVER same_way AND supplier <> 'payung' END, false) AS is_overtaken
    FROM dated WINDOW same_way AS (PARTITION BY person_id, programme, way)
), merged AS (
    -- Months that the register knows of an older membership do not count for one that began here.
    SELECT * EXCLUDE (is_paid_here, act_since, act_paid_until) REPLACE (
               CASE WHEN NOT is_paid_here THEN paid_until
                    WHEN supplier <> 'payung' THEN greatest(paid_until, act_paid_until)
                    ELSE greatest(paid_until, max(paid_until) FILTER (
                        act_since IS NULL OR paid_until >= date_trunc('month', act_since)) OVER same_way)
                    END AS paid_until,
               CASE WHEN supplier = 'payung' THEN coalesce(member_since, max(member_since) OVER same_way)
                    ELSE member_since END AS member_since,
               CASE WHEN supplier = 'payung' THEN coalesce(source_no, max(source_no) OVER same_way)
                    ELSE source_no END AS source_no,
               CASE WHEN supplier = 'payung' THEN coalesce(care_class, max(care_class) OVER same_way)
                    ELSE care_class END AS care_class,
               CASE WHEN supplier = 'payung' THEN coalesce(wage_monthly_idr, max(wage_monthly_idr) OVER same_way)
                    ELSE wage_monthly_idr END AS wage_monthly_idr,
               CASE WHEN supplier = 'payung' THEN coalesce(sector, max(sector) OVER same_way) ELSE sector END AS sector,
               CASE WHEN supplier = 'payung' THEN coalesce(employer_id, max(employer_id) OVER same_way)
                    ELSE employer_id END AS employer_id)
    FROM beside WINDOW same_way AS (PARTITION BY person_id, programme, way)
), whole AS (
    -- Nearly everybody: whom no act concerns.
    SELECT *, NULL AS changed_on, false AS is_overtaken FROM single ANTI JOIN acted USING (person_id, programme)
    UNION ALL SELECT * FROM merged
), placed AS (
    SELECT s.*, f.relation_code AS relation, f.is_insured_worker,
           date_diff('year', f.birth_date, DATE $as_of)
              - CAST(strftime(f.birth_date, '%m%d') > strftime(DATE $as_of, '%m%d') AS BIGINT) AS age_years
    FROM whole s JOIN person_fact f USING (person_id)
)
SELECT person_id, programme,
       row_number() OVER (
           PARTITION BY person_id, programme
           ORDER BY is_overtaken, looks_active DESC, changed_on DESC NULLS LAST, supplier = 'payung' DESC,
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
