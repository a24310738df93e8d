-- label: records whose NIK may be trusted to name somebody: possible, and not passed around by a whole village
-- in: prepared; out: rid, nik
CREATE OR REPLACE TEMP TABLE nik_held AS
SELECT rid, nik FROM prepared
WHERE nik IN (SELECT nik FROM prepared WHERE nik IS NOT NULL GROUP BY nik HAVING count(*) BETWEEN 1 AND $most_uses);
