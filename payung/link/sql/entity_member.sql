-- label: which entity a record belongs to after the NIK stage; an entity bears the number of its most trusted record
-- A record whose NIK has another, more trusted holder that it does not agree with has a disputed NIK, and so has one whose
-- NIK is passed around.
-- in: prepared, nik_held, nik_star; out: rid, entity, is_nik_disputed
CREATE OR REPLACE TEMP TABLE entity_member AS
WITH holder AS (
    SELECT rid, min(rid) OVER (PARTITION BY nik) AS first_holder FROM nik_held
)
SELECT p.rid, coalesce(s.anchor, p.rid) AS entity,
       coalesce(coalesce(s.anchor, p.rid) <> h.first_holder, p.nik IS NOT NULL) AS is_nik_disputed
FROM prepared p
LEFT JOIN nik_star s USING (rid)
LEFT JOIN holder h USING (rid);
