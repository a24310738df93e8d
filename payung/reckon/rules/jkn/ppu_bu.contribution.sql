-- id: jkn.ppu_bu.contribution
-- label: Iuran JKN pekerja badan usaha (PPU-BU) | JKN contribution of workers of enterprises (PPU-BU)
-- sources: jkn.ppu.wage_cap, jkn.ppu.wage_floor, jkn.ppu_bu.split, jkn.ppu.extra_family_rate
-- in: asked (ask_no, contribution_month, wage_monthly_idr, minimum_wage_monthly_idr, extra_members)
-- out: base_idr idr/month, employer_idr idr/month, worker_idr idr/month, extra_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: wage_monthly_idr int64 idr/month | Gaji pokok dan tunjangan tetap sebulan | Monthly basic pay and fixed allowances
-- arg: minimum_wage_monthly_idr int64 idr/month default=0 | Upah minimum kabupaten/kota (UMK), atau provinsi (UMP) | Minimum wage of the regency, else of the province
-- arg: extra_members int64 persons max=100 default=0 | Keluarga tambahan (anak ke-4, orang tua, mertua) | Further family (fourth child, parents, parents-in-law)
-- res: base_idr int64 idr/month | Upah yang dihitung | Wage that counts
-- res: employer_idr int64 idr/month | Dibayar pemberi kerja | Paid by the employer
-- res: worker_idr int64 idr/month | Dibayar pekerja, tanpa keluarga tambahan | Paid by the worker, without further family
-- res: extra_idr int64 idr/month | Dibayar pekerja untuk keluarga tambahan | Paid by the worker for further family
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: jkn.ppu.extra_family_rate | extra_members!=0
-- lapsing: jkn.ppu.wage_floor
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: pemberi kerja membayar {employer_idr}, pekerja {worker_idr}[ dan {extra_idr} untuk keluarga tambahan].
-- say.en: The contribution of {contribution_month} is {total_idr}: the employer pays {employer_idr}, the worker {worker_idr}[ and {extra_idr} for further family].
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN base_idr < wage_monthly_idr THEN 'WAGE_AT_CAP' WHEN base_idr > wage_monthly_idr THEN 'WAGE_AT_FLOOR'
    ELSE 'FULL_RATE' END AS reason,
  base_idr, employer_idr, worker_idr, extra_idr, employer_idr + worker_idr + extra_idr AS total_idr
FROM (
  SELECT
    ask_no, wage_monthly_idr, base_idr,
    base_idr * param('jkn.ppu_bu.split', contribution_month, 'employer') // 100000 AS employer_idr,
    base_idr * param('jkn.ppu_bu.split', contribution_month, 'worker') // 100000 AS worker_idr,
    base_idr * param('jkn.ppu.extra_family_rate', contribution_month) // 100000 * extra_members AS extra_idr
  FROM (
    SELECT
      *,
      LEAST(
        GREATEST(wage_monthly_idr,
          CASE WHEN param('jkn.ppu.wage_floor', contribution_month) IS NULL THEN 0 ELSE minimum_wage_monthly_idr END),
        param('jkn.ppu.wage_cap', contribution_month)) AS base_idr
    FROM asked
  ) AS based
) AS shared
