-- label: within each NIK, the most trusted record not yet placed and what agrees with it; a star, never a chain
-- Names repeat, and most are the same: each two different names, and each two mothers, are compared once.
-- in: nik_held, nik_star (rid), prepared, name_form
-- out: rid, anchor, name_agrees, birth_agrees, sex_clashes, how mothers, cards and phones agree
CREATE OR REPLACE TEMP TABLE nik_pair AS
WITH free AS (
    SELECT h.rid, min(h.rid) OVER (PARTITION BY h.nik) AS anchor
    FROM nik_held h ANTI JOIN nik_star USING (rid)
), pair AS (
    SELECT f.rid, f.anchor, a.name_id AS name_a, b.name_id AS name_b, a.mother_id AS mother_a, b.mother_id AS mother_b,
           birth_agreement(a.birth_date, b.birth_date) AS birth_agrees,
           coalesce(a.sex <> b.sex, false) AS sex_clashes,
           coalesce(a.kk = b.kk, false) AS is_family_card_same,
           coalesce(a.phone = b.phone, false) AS is_phone_same
    FROM free f JOIN prepared a ON a.rid = f.anchor JOIN prepared b ON b.rid = f.rid
    WHERE f.rid <> f.anchor
), named AS (
    SELECT d.name_a, d.name_b, name_agreement(a, b) AS name_agrees,
           jaro_winkler_similarity(a.key, b.key) >= 0.88 OR (a.core <> b.core AND is_part_left_out(a, b))
               AS is_whole_name_near,
           a.last = b.last OR a.last = b.first OR a.first = b.last AS is_a_part_same
    FROM (SELECT DISTINCT name_a, name_b FROM pair) d
    JOIN name_form a ON a.name_id = d.name_a
    JOIN name_form b ON b.name_id = d.name_b
), mothered AS (
    SELECT d.mother_a, d.mother_b, a.key <> '' AND b.key <> '' AS are_told, names_are_alike(a, b) AS are_alike
    FROM (SELECT DISTINCT mother_a, mother_b FROM pair) d
    JOIN name_form a ON a.name_id = d.mother_a
    JOIN name_form b ON b.name_id = d.mother_b
)
SELECT p.rid, p.anchor, n.name_agrees, p.birth_agrees, p.sex_clashes, m.are_told AND m.are_alike AS mother_agrees,
       m.are_told AND NOT m.are_alike AS mother_clashes, p.is_family_card_same, p.is_phone_same,
       n.is_whole_name_near, n.is_a_part_same
FROM pair p JOIN named n USING (name_a, name_b) JOIN mothered m USING (mother_a, mother_b);
