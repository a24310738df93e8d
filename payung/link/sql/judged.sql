-- label: each record with the person it was linked to and the true one, and the groups the true person belongs to
-- A person's groups are those of the most trusted record, so that all records of a person are in the same group.
-- in: links, truth, prepared, name_form; out: supplier, row, linked, true_one and one column for each aspect
CREATE OR REPLACE TEMP TABLE judged AS
WITH known AS (
    SELECT l.supplier, l.row, l.person_id AS linked, t.true_person_id AS true_one, p.rid,
           p.sex, p.birth_date, n.token_count
    FROM links l
    JOIN truth t ON t.supplier = l.supplier AND t.row = l.row
    JOIN prepared p ON p.supplier = l.supplier AND p.row = l.row
    JOIN name_form n ON n.name_id = p.name_id
), person AS (
    SELECT true_one, coalesce(arg_min(sex, rid), '?') AS sex,
           date_diff('year', arg_min(birth_date, rid), DATE $as_of) AS age_years,
           arg_min(birth_date, rid) AS birth_date, arg_min(token_count, rid) AS token_count
    FROM known GROUP BY true_one
)
SELECT k.supplier, k.row, k.linked, k.true_one, k.supplier AS by_register, p.sex AS by_sex,
       CASE WHEN p.age_years IS NULL THEN '?' WHEN p.age_years < 18 THEN '00-17' WHEN p.age_years < 40 THEN '18-39'
            WHEN p.age_years < 60 THEN '40-59' ELSE '60+' END AS by_age,
       CASE WHEN p.token_count = 1 THEN 'mononym' ELSE 'several names' END AS by_name,
       CASE WHEN p.birth_date IS NULL THEN '?' WHEN is_default_day(p.birth_date) THEN '1 January and the like'
            ELSE 'other day' END AS by_birthday
FROM known k JOIN person p USING (true_one);
