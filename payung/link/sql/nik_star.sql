-- label: records that are the same person as the anchor of their NIK
-- A date that fits needs no name unless the sex differs; a slipped date needs the name, the mother or the family card,
-- and a mother who is not another; a missing date needs the name; where the dates clash only the same name with the same
-- mother or family card counts. A NIK lent within a family fails here: name and date are then another's; and so does a
-- twin's whose own NIK is known.
-- in: nik_pair, nik_elsewhere; out: rid, anchor, round
INSERT INTO nik_star
SELECT DISTINCT anchor, anchor, $round FROM nik_pair
UNION ALL
SELECT rid, anchor, $round FROM nik_pair
WHERE rid NOT IN (SELECT rid FROM nik_elsewhere) AND CASE birth_agrees
      WHEN 'EXACT' THEN NOT sex_clashes OR name_agrees = 'SAME' OR (name_agrees = 'LIKE' AND is_whole_name_near)
      WHEN 'DEFAULT' THEN NOT sex_clashes OR (name_agrees = 'SAME' AND mother_agrees)
      WHEN 'NEAR' THEN NOT sex_clashes
           AND (name_agrees = 'SAME' OR mother_agrees OR (name_agrees IN ('LIKE', 'FIRST') AND NOT mother_clashes)
                OR (is_a_part_same AND is_phone_same) OR (is_family_card_same AND NOT mother_clashes))
      WHEN 'MISSING' THEN NOT sex_clashes
           AND (name_agrees = 'SAME' OR (name_agrees = 'LIKE' AND NOT mother_clashes))
      ELSE NOT sex_clashes AND name_agrees = 'SAME' AND (mother_agrees OR is_family_card_same) END;
