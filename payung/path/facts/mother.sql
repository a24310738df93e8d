-- id: path.mother
-- label: kepesertaan ibu dalam kartu keluarga seorang bayi | the mother's membership on a newborn's family card
-- sources: jkn.ppu.child_age
-- in: path_person, persons, determinations, memberships
-- out: family_id, segment, care_class
-- The youngest covered woman of the card who is its head or is married; where neither is known, who is grown.
SELECT family_id, segment, care_class
FROM (
  SELECT
    p.family_id, m.segment, m.care_class,
    ROW_NUMBER() OVER (PARTITION BY p.family_id ORDER BY p.birth_date DESC NULLS LAST, p.person_id) AS place_no
  FROM persons AS p
  JOIN determinations AS d ON d.person_id = p.person_id AND d.programme = 'JKN' AND d.status = 'ACTIVE'
  JOIN memberships AS m ON m.person_id = p.person_id AND m.programme = 'JKN' AND m.rank = 1
  WHERE p.sex = 'P' AND p.family_id IN (SELECT family_id FROM path_person WHERE reason = 'NEWBORN_WINDOW')
    AND (p.relation_code = 1 OR p.is_married
      OR (p.is_married IS NULL AND p.relation_code IS NULL
        AND age_years(p.birth_date, as_of()) >= param('jkn.ppu.child_age', as_of(), 'lt')))
) AS women
WHERE place_no = 1
