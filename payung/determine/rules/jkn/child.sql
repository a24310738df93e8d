-- id: jkn.child
-- label: urutan anak tertanggung | place of each child among the children of a worker's family
-- sources: jkn.ppu.family_covered
-- in: jkn_own
-- out: person_id, child_place (1 the eldest who is still covered)
--
-- When an elder child is no longer covered the next one moves up, so only those within the age are counted.
SELECT person_id,
    ROW_NUMBER() OVER (PARTITION BY family_id ORDER BY COALESCE(birth_date, as_of()), person_id) AS child_place
FROM jkn_own
WHERE payer = 'EMPLOYER' AND role = 'CHILD' AND reason IN ('PAID_BY_EMPLOYER', 'EMPLOYER_ARREARS', 'CONTRACT_ENDED')
