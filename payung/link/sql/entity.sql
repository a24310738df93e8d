-- label: one row for each entity, with the best value of its records
-- in: entity_member, prepared, name_form
-- out: unique_id, is_anchored, registers (bit set), values to compare (names by sound), columns to block on
CREATE OR REPLACE TEMP TABLE entity AS
WITH best AS (
    SELECT e.entity AS unique_id,
           bool_or(p.register = 1) AS is_anchored,
           bit_or(1 << p.register) AS registers,
           count(*) AS record_count,
           bool_and(e.is_nik_disputed) AS is_nik_disputed,
           bool_or(p.register = 1) OR count(DISTINCT p.register) > 1 AS is_nik_proven,
           arg_min(p.name_id, p.rid) AS name_id,
           arg_min(p.mother_id, p.rid) FILTER (m.key <> '') AS mother_id,
           arg_min(p.birth_date, CASE WHEN is_default_day(p.birth_date) THEN 1000000000 ELSE 0 END + p.rid)
               AS birth_date,
           arg_min(p.sex, p.rid) AS sex, arg_min(p.nik, p.rid) AS nik, arg_min(p.kk, p.rid) AS kk,
           arg_min(p.phone, p.rid) AS phone, arg_min(p.district, p.rid) AS district
    FROM entity_member e JOIN prepared p USING (rid) JOIN name_form m ON m.name_id = p.mother_id
    GROUP BY e.entity
), dated AS (
    SELECT *, substr(CAST(nik AS VARCHAR), 11, 2) AS yy, substr(CAST(nik AS VARCHAR), 9, 2) AS mm,
           lpad(CAST(CAST(substr(CAST(nik AS VARCHAR), 7, 2) AS INTEGER) % 40 AS VARCHAR), 2, '0') AS dd
    FROM best
)
SELECT d.unique_id, d.is_anchored, d.registers, d.record_count, d.is_nik_disputed, d.is_nik_proven,
       nullif(n.clean, '') AS clean_name, nullif(n.key, '') AS key, n.sorted_key, n.core, n.core_tokens, n.tokens,
       n.letters, nullif(n.first, '') AS first, nullif(n.last, '') AS last, n.token_count,
       m.clean AS mother_clean, m.key AS mother_key, m.core AS mother_core, m.first AS mother_first,
       d.birth_date, d.birth_date IS NOT NULL AND is_default_day(d.birth_date) AS is_default_day, d.sex,
       CASE WHEN NOT d.is_nik_disputed THEN CAST(d.nik AS VARCHAR) END AS nik,
       d.kk, d.phone, d.district, substr(d.district, 1, 5) AS regency,
       year(d.birth_date) AS birth_year,
       -- How many entities share the day and the card, or the day and the mother: two twins, or one person twice.
       count(*) OVER (PARTITION BY d.birth_date, d.kk) AS on_card_that_day,
       count(*) OVER (PARTITION BY d.birth_date, m.key) AS of_mother_that_day,
       -- The date inside the NIK finds candidates; it is never compared, for that would count the NIK twice.
       coalesce(d.birth_date, TRY_CAST(
           CASE WHEN d.yy > $century_turn THEN '19' ELSE '20' END || d.yy || '-' || d.mm || '-' || d.dd AS DATE
       )) AS block_date
FROM dated d
JOIN name_form n ON n.name_id = d.name_id
LEFT JOIN name_form m ON m.name_id = d.mother_id;
