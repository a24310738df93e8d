-- label: records that bear the NIK of somebody born the same day whose name is unlike, while their own name, day and
-- family card stand under another NIK: a twin who was given the other's number
-- in: nik_pair, prepared, name_form; out: rid
CREATE OR REPLACE TEMP TABLE nik_elsewhere AS
SELECT DISTINCT x.rid
FROM nik_pair x
JOIN prepared b ON b.rid = x.rid
JOIN name_form nb ON nb.name_id = b.name_id
JOIN prepared q ON q.birth_date = b.birth_date AND q.kk = b.kk AND q.nik <> b.nik
JOIN name_form nq ON nq.name_id = q.name_id AND nq.key = nb.key
WHERE x.name_agrees IN ('FIRST', 'UNLIKE') AND x.birth_agrees IN ('EXACT', 'DEFAULT');
