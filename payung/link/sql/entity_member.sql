-- label: which entity a record belongs to after the NIK stage; an entity bears the number of its most trusted record
-- in: prepared, nik_star; out: rid, entity, is_nik_disputed
CREATE OR REPLACE TEMP TABLE entity_member AS
SELECT p.rid, coalesce(s.anchor, p.rid) AS entity, coalesce(s.round > 1, false) AS is_nik_disputed
FROM prepared p LEFT JOIN nik_star s USING (rid);
