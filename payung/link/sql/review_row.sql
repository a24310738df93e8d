-- label: pairs of persons that a clerk must judge, the strongest doubt of each pair
-- A record whose NIK another person holds is asked about only while no other register knows its person.
-- in: doubt, entity_member, entity, record_person, person_number, prepared, nik_held; out: table reviews
CREATE OR REPLACE TEMP TABLE review_row AS
WITH of_entity AS (
    SELECT e.entity, n.person_id FROM entity_member e JOIN record_person w USING (rid) JOIN person_number n USING (cluster)
    WHERE e.entity = e.rid
), lone AS (
    SELECT w.rid, n.person_id, count(*) OVER (PARTITION BY w.cluster) AS records
    FROM record_person w JOIN person_number n USING (cluster)
), disputed AS (
    SELECT l.person_id, a.person_id AS other_person_id
    FROM entity_member e
    JOIN lone l ON l.rid = e.rid AND l.records = 1
    JOIN nik_held h ON h.rid = e.rid
    JOIN (SELECT nik, min(rid) AS rid FROM nik_held GROUP BY nik) f ON f.nik = h.nik
    JOIN lone a ON a.rid = f.rid
    WHERE e.is_nik_disputed
), pair AS (
    SELECT a.person_id AS one, b.person_id AS two, d.weight, d.reason
    FROM doubt d JOIN of_entity a ON a.entity = d.entity JOIN of_entity b ON b.entity = d.other_entity
    UNION ALL
    SELECT person_id, other_person_id, NULL, 'SAME_NIK_OTHER_PERSON' FROM disputed
), ordered AS (
    SELECT least(one, two) AS person_id, greatest(one, two) AS other_person_id,
           round(weight * 100) AS weight_per_100, reason,
           row_number() OVER (
               PARTITION BY least(one, two), greatest(one, two) ORDER BY weight DESC NULLS LAST, reason
           ) AS turn
    FROM pair WHERE one <> two
)
SELECT person_id, other_person_id, weight_per_100, reason FROM ordered WHERE turn = 1;
