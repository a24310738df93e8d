-- label: within each NIK, the most trusted record not yet placed and what agrees with it; a star, never a chain
-- in: nik_held, nik_star (rid), prepared, name_form
-- out: rid, anchor, name_agrees, birth_agrees, sex_clashes, how mothers, cards and phones agree
CREATE OR REPLACE TEMP TABLE nik_pair AS
WITH free AS (
    SELECT h.rid, min(h.rid) OVER (PARTITION BY h.nik) AS anchor
    FROM nik_held h ANTI JOIN nik_star USING (rid)
)
SELECT f.rid, f.anchor,
       name_agreement(na, nb) AS name_agrees,
       birth_agreement(a.birth_date, b.birth_date) AS birth_agrees,
       coalesce(a.sex <> b.sex, false) AS sex_clashes,
       coalesce(ma.key <> '' AND mb.key <> '' AND names_are_alike(ma, mb), false) AS mother_agrees,
       coalesce(ma.key <> '' AND mb.key <> '' AND NOT names_are_alike(ma, mb), false) AS mother_clashes,
       coalesce(a.kk = b.kk, false) AS is_family_card_same,
       coalesce(a.phone = b.phone, false) AS is_phone_same,
       jaro_winkler_similarity(na.key, nb.key) >= 0.88 OR (na.core <> nb.core AND is_part_left_out(na, nb))
           AS is_whole_name_near,
       na.last = nb.last OR na.last = nb.first OR na.first = nb.last AS is_a_part_same
FROM free f
JOIN prepared a ON a.rid = f.anchor
JOIN prepared b ON b.rid = f.rid
JOIN name_form na ON na.name_id = a.name_id
JOIN name_form nb ON nb.name_id = b.name_id
JOIN name_form ma ON ma.name_id = a.mother_id
JOIN name_form mb ON mb.name_id = b.mother_id
WHERE f.rid <> f.anchor;
