-- label: every record in the narrow form that linking compares, numbered by trust of the register and row
-- in: records, name_form (name, name_id), trust (supplier, trust)
-- out: rid, supplier, register, row, nik, kk, name_id, mother_id, birth_date, sex, district, phone
CREATE OR REPLACE TEMP TABLE prepared AS
WITH typed AS (
    SELECT r.supplier, t.trust AS register, r.row,
           CASE WHEN regexp_full_match(r.nik, '[1-9][0-9]{15}')
                 AND CAST(substr(r.nik, 7, 2) AS INTEGER) % 40 BETWEEN 1 AND 31
                 AND CAST(substr(r.nik, 9, 2) AS INTEGER) BETWEEN 1 AND 12
                 AND substr(r.nik, 13, 4) <> '0000'
                 AND NOT regexp_full_match(r.nik, '0+|1+|2+|3+|4+|5+|6+|7+|8+|9+')
                THEN CAST(r.nik AS BIGINT) END AS nik,
           CASE WHEN regexp_full_match(r.kk, '[1-9][0-9]{15}')
                 AND substr(r.kk, 7, 6) <> '000000'
                 AND NOT regexp_full_match(r.kk, '0+|1+|2+|3+|4+|5+|6+|7+|8+|9+')
                THEN CAST(r.kk AS BIGINT) END AS kk,
           coalesce(r.name, '') AS name, coalesce(r.mother_name, '') AS mother, r.birth_date, r.sex,
           r.district_code AS district,
           CASE WHEN length(r.phone) >= 8 THEN r.phone END AS phone
    FROM records r JOIN trust t USING (supplier)
)
SELECT row_number() OVER (ORDER BY typed.register, typed.row) AS rid,
       typed.supplier, typed.register, typed.row, typed.nik, typed.kk, n.name_id, m.name_id AS mother_id,
       typed.birth_date, typed.sex, typed.district, typed.phone
FROM typed
JOIN name_form n ON n.name = typed.name
JOIN name_form m ON m.name = typed.mother;
