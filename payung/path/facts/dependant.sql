-- id: path.dependant
-- label: siapa dapat ikut pekerja dalam keluarga | who may join a worker of the family
-- sources: jkn.ppu.family_covered, jkn.ppu.child_age
-- in: path_need, path_worker
-- out: person_id, has_place, is_extra, worker_wage_idr idr/month
-- The law covers a worker, one spouse and the remaining places for children, oldest first, as determine counts them. A
-- child without a place, a parent and a parent-in-law may be added for a share of the wage.
SELECT
  person_id, worker_wage_idr,
  (kin = 'SPOUSE' AND place_no <= 1 - covered_spouses)
    OR (kin = 'CHILD' AND place_no <= child_places - covered_children) AS has_place,
  kin = 'PARENT'
    OR (kin = 'CHILD' AND place_no > child_places - covered_children) AS is_extra
FROM (
  SELECT
    person_id, kin, worker_wage_idr, covered_spouses, covered_children, child_places,
    ROW_NUMBER() OVER (PARTITION BY family_id, kin ORDER BY birth_date NULLS LAST, person_id) AS place_no
  FROM (
    SELECT
      n.person_id, n.family_id, n.birth_date, w.covered_spouses, w.covered_children,
      w.couple_workers * (param('jkn.ppu.family_covered', as_of()) - 2) AS child_places,
      CASE
        WHEN n.kin = 'COUPLE' AND w.couple_workers > 0 THEN 'SPOUSE'
        WHEN n.kin = 'COUPLE' THEN 'PARENT'
        WHEN n.kin = 'PARENT' AND w.couple_workers > 0 THEN 'PARENT'
        WHEN n.kin = 'CHILD' AND w.couple_workers > 0
          AND NOT COALESCE(n.is_married, FALSE) AND COALESCE(n.works_as, 'NONE') = 'NONE'
          AND (age_years(n.birth_date, as_of()) < param('jkn.ppu.child_age', as_of(), 'lt')
            OR (n.is_student
              AND age_years(n.birth_date, as_of()) < param('jkn.ppu.child_age', as_of(), 'lt_if_in_formal_education')))
          THEN 'CHILD'
      END AS kin,
      CASE WHEN w.couple_workers > 0 THEN w.couple_wage_idr ELSE w.child_wage_idr END AS worker_wage_idr
    FROM path_need AS n
    JOIN path_worker AS w ON w.family_id = n.family_id
    WHERE w.couple_workers + w.child_workers > 0 AND NOT n.has_employer
      AND n.reason NOT IN (
        'DECEASED', 'LEFT_THE_COUNTRY', 'IDENTITY_MISMATCH', 'DUPLICATE_MEMBERSHIP', 'APPOINTED_NOT_IN_FORCE')
  ) AS named
  WHERE kin IS NOT NULL
) AS numbered
