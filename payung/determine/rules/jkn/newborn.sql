-- id: jkn.newborn
-- label: bayi baru lahir dari peserta | newborn of a member
-- sources: jkn.newborn.register_days, jkn.ppu.child_age
-- in: jkn_own, jkn_cover
-- out: person_id of every unregistered newborn whose mother is covered
--
-- The mother is the youngest woman of the family card who is its head or is married; where neither is known, the
-- youngest grown woman.
SELECT person_id
FROM (
    SELECT n.person_id, w.cover_reason,
        ROW_NUMBER() OVER (PARTITION BY n.person_id ORDER BY w.birth_date DESC, w.person_id) AS place
    FROM jkn_own AS n
    JOIN jkn_cover AS w ON w.family_id = n.family_id
    WHERE n.reason = 'NEVER_REGISTERED' AND n.birth_date <= as_of()
      AND n.birth_date >= add_days(as_of(), 0 - param('jkn.newborn.register_days', as_of()))
      AND w.sex = 'P'
      AND (w.relation_code = 1 OR w.is_married OR (w.is_married IS NULL AND w.relation_code IS NULL
           AND w.birth_date <= add_years(n.birth_date, 0 - param('jkn.ppu.child_age', as_of(), 'lt'))))
) AS mothers
WHERE place = 1 AND cover_reason IN ('PAID_BY_STATE', 'PAID_BY_REGION', 'PAID_BY_EMPLOYER', 'PAID_BY_SELF',
    'DEPENDANT_OF_WORKER', 'LAYOFF_COVER', 'CHRONIC_BRIDGE')
