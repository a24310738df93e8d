-- id: route.newborn_registration
-- label: daftarkan bayi baru lahir menurut segmen ibunya | register a newborn in the mother's segment
-- sources: jkn.ppu.extra_family_rate, jkn.ppu.wage_cap, jkn.pbi.contribution, jkn.pbpu_pemda.contribution,
--      jkn.pbpu_bp.kelas1, jkn.pbpu_bp.kelas2, jkn.pbpu_bp.kelas3_member_pays, jkn.pbpu_bp.kelas3_subsidy
-- in: path_person, path_mother
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- A mother on the state's or the region's list, or a worker's family with a place: nothing; a worker's family without a
-- place: an extra member's share. A self-paying mother: a contribution of her class. No mother known: class III.
SELECT
  person_id, price_idr AS price_now_idr, price_idr AS price_monthly_idr, 1 AS people, 0 AS months,
  CASE
    WHEN mother_segment = 'PBI' THEN 'STATE'
    WHEN mother_segment = 'PBPU_PEMDA' THEN 'PEMDA'
    WHEN price_idr > 0 AND subsidy_idr > 0 THEN 'STATE,PEMDA'
  END AS other_payer,
  CASE
    WHEN mother_segment = 'PBI' THEN param('jkn.pbi.contribution', as_of())
    WHEN mother_segment = 'PBPU_PEMDA' THEN param('jkn.pbpu_pemda.contribution', as_of())
    WHEN price_idr > 0 THEN subsidy_idr
    ELSE 0
  END AS other_pays_monthly_idr,
  as_of() AS earliest_on, CASE WHEN mother_segment IS NULL AND price_idr > 0 THEN 'MOTHER_UNKNOWN' END AS warning
FROM (
  SELECT
    p.person_id, m.segment AS mother_segment,
    CASE
      WHEN p.is_extra AND p.worker_wage_idr IS NOT NULL
        THEN LEAST(p.worker_wage_idr, param('jkn.ppu.wage_cap', as_of()))
          * param('jkn.ppu.extra_family_rate', as_of()) // 100000
      WHEN p.has_place OR m.segment IN ('PBI', 'PBPU_PEMDA', 'PPU_BU', 'PPU_PN') THEN 0
      WHEN m.care_class = 1 THEN param('jkn.pbpu_bp.kelas1', as_of())
      WHEN m.care_class = 2 THEN param('jkn.pbpu_bp.kelas2', as_of())
      ELSE param('jkn.pbpu_bp.kelas3_member_pays', as_of())
    END AS price_idr,
    CASE
      WHEN p.is_extra OR m.care_class IN (1, 2) THEN 0
      ELSE COALESCE(param('jkn.pbpu_bp.kelas3_subsidy', as_of()), 0)
    END AS subsidy_idr
  FROM path_person AS p
  LEFT JOIN path_mother AS m ON m.family_id = p.family_id
  WHERE p.reason = 'NEWBORN_WINDOW'
) AS priced
