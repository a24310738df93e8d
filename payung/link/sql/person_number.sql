-- label: the number of each person: by region, family card, family; a family's members follow each other
-- A card of more than $most_in_family people is no family; its people stand alone. A NIK names one person only: the one
-- whose record is trusted most; another who bears it, by loan or by slip, is left without.
-- in: record_person, entity_member, prepared, records; out: cluster, person_id, family_id, nik, kk
CREATE OR REPLACE TEMP TABLE person_number AS
WITH best AS (
    SELECT w.cluster, min(w.rid) AS first_rid,
           arg_min(CASE WHEN NOT e.is_nik_disputed THEN p.nik END, w.rid) AS nik, arg_min(p.kk, w.rid) AS kk,
           arg_min(r.district_code, w.rid) AS district_code,
           arg_min(r.birth_date, w.rid) AS birth_date, arg_min(r.name, w.rid) AS name
    FROM record_person w
    JOIN prepared p ON p.rid = w.rid
    JOIN entity_member e ON e.rid = w.rid
    JOIN records r ON r.supplier = w.supplier AND r.row = w.row
    GROUP BY w.cluster
), sized AS (
    SELECT *, CASE WHEN kk IS NOT NULL AND count(*) OVER (PARTITION BY kk) <= $most_in_family THEN kk END AS family_card
    FROM best
), housed AS (
    SELECT *, coalesce(family_card, -first_rid) AS family FROM sized
), placed AS (
    SELECT *, min(district_code) OVER (PARTITION BY family) AS family_district,
           min(first_rid) OVER (PARTITION BY family) AS family_first
    FROM housed
), numbered AS (
    SELECT *, row_number() OVER (
        ORDER BY family_district NULLS LAST, family_card NULLS LAST, family_first,
                 birth_date NULLS LAST, name NULLS LAST, first_rid
    ) AS person_id
    FROM placed
)
SELECT cluster, person_id, min(person_id) OVER (PARTITION BY family) AS family_id,
       lpad(CAST(nik AS VARCHAR), 16, '0') AS nik,
       lpad(CAST(kk AS VARCHAR), 16, '0') AS kk
FROM numbered;
