-- id: jkn.ppu.family
-- label: Berapa orang ditanggung seorang pekerja, dan iuran keluarga tambahannya | How many a wage earner covers, and what further family costs
-- sources: jkn.ppu.family_covered, jkn.ppu.extra_family_rate, jkn.ppu.wage_cap, jkn.ppu.wage_floor
-- in: asked (ask_no, contribution_month, wage_monthly_idr, minimum_wage_monthly_idr, has_spouse, children, parents, parents_in_law)
-- out: covered persons, covered_children persons, further persons, base_idr idr/month, each_idr idr/month, extra_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Gaji pokok dan tunjangan tetap sebulan | Monthly basic pay and fixed allowances
-- arg: minimum_wage_monthly_idr int64 idr/month default=0 | Upah minimum kabupaten/kota (UMK), atau provinsi (UMP) | Minimum wage of the regency, else of the province
-- arg: has_spouse bool yes_no default=false | Ada suami atau istri | There is a spouse
-- arg: children int64 persons max=30 default=0 | Anak yang memenuhi syarat usia | Children within the age limits
-- arg: parents int64 persons max=2 default=0 | Orang tua yang diikutkan | Parents who join
-- arg: parents_in_law int64 persons max=2 default=0 | Mertua yang diikutkan | Parents-in-law who join
-- res: covered int64 persons | Ditanggung dalam iuran, dengan pekerja | Covered by the contribution, the worker included
-- res: covered_children int64 persons | Di antaranya anak | Children among them
-- res: further int64 persons | Keluarga tambahan | Further family
-- res: base_idr int64 idr/month | Upah yang dihitung | Wage that counts
-- res: each_idr int64 idr/month | Iuran tambahan seorang | Further contribution of one person
-- res: extra_idr int64 idr/month | Iuran keluarga tambahan, dibayar pekerja | Contribution of further family, paid by the worker
-- when: jkn.ppu.extra_family_rate | reason=FURTHER_FAMILY
-- when: jkn.ppu.wage_cap | reason=FURTHER_FAMILY
-- when: jkn.ppu.wage_floor | reason=FURTHER_FAMILY
-- lapsing: jkn.ppu.wage_floor
-- say.id: {covered} orang ditanggung dalam iuran pekerja, tanpa tambahan.
-- say.en: The worker's contribution covers {covered}, without more.
-- say.id.FURTHER_FAMILY: {covered} orang ditanggung dalam iuran pekerja; {further} keluarga tambahan dibayar pekerja {extra_idr} sebulan.
-- say.en.FURTHER_FAMILY: The worker's contribution covers {covered}; for {further} of further family the worker pays {extra_idr} a month.
-- A place that the spouse does not take is no place for a fourth child.
SELECT
  ask_no, 'OK' AS outcome, reason, covered, covered_children, further, base_idr, each_idr, further * each_idr AS extra_idr
FROM (
  SELECT
    *, CASE WHEN further > 0 THEN 'FURTHER_FAMILY' ELSE 'ALL_COVERED' END AS reason,
    CASE WHEN further > 0 THEN base_idr * param('jkn.ppu.extra_family_rate', contribution_month) // 100000 ELSE 0 END
      AS each_idr
  FROM (
    SELECT
      *, covered_children + CASE WHEN has_spouse THEN 2 ELSE 1 END AS covered,
      children - covered_children + parents + parents_in_law AS further
    FROM (
      SELECT
        *, LEAST(children, param('jkn.ppu.family_covered', contribution_month) - 2) AS covered_children,
        LEAST(
          GREATEST(wage_monthly_idr,
            CASE WHEN param('jkn.ppu.wage_floor', contribution_month) IS NULL THEN 0 ELSE minimum_wage_monthly_idr END),
          COALESCE(param('jkn.ppu.wage_cap', contribution_month), wage_monthly_idr)) AS base_idr
      FROM asked
    ) AS based
  ) AS counted
) AS priced
