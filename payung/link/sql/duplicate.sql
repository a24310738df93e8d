-- label: entities that are one person beyond doubt, also where both stand in one register (true duplicates of it)
-- in: entity; out: unique_id_l, unique_id_r
CREATE OR REPLACE TEMP TABLE duplicate AS
SELECT l.unique_id AS unique_id_l, r.unique_id AS unique_id_r
FROM entity l
JOIN entity r ON l.clean_name = r.clean_name AND l.birth_date = r.birth_date AND l.mother_clean = r.mother_clean
WHERE l.unique_id < r.unique_id
  AND NOT l.is_default_day
  AND (l.kk = r.kk OR l.phone = r.phone)
  AND NOT coalesce(l.sex <> r.sex, false)
ORDER BY ALL;
