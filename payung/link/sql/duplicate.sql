-- label: entities that are one person beyond doubt, also where both stand in one register (true duplicates of it)
-- Same name, day and mother, and one more: card, phone or district. A day that many share needs the card.
-- in: entity; out: unique_id_l, unique_id_r
CREATE OR REPLACE TEMP TABLE duplicate AS
SELECT l.unique_id AS unique_id_l, r.unique_id AS unique_id_r
FROM entity l
JOIN entity r ON l.key = r.key AND l.birth_date = r.birth_date AND l.mother_key = r.mother_key
WHERE l.unique_id < r.unique_id
  AND (l.kk = r.kk OR (NOT l.is_default_day AND (l.phone = r.phone OR l.district = r.district)))
  AND NOT coalesce(l.sex <> r.sex, false)
ORDER BY ALL;
