-- id: jkk.benefit.death
-- label: Santunan meninggal akibat kecelakaan kerja | Benefit for death by a work accident
-- sources: bpu.benefit_wage_base, jkk.bpu.income_table, jkk.death_multiple, jkm.benefit, jkk.funeral, jkk.periodic
-- in: asked (ask_no, event_on, segment, wage_monthly_idr, scholarship_idr)
-- out: base_idr idr/month, death_idr idr, funeral_idr idr, periodic_idr idr, total_idr idr
-- arg: event_on date day default=on | Hari kecelakaan atau diagnosis | Day of the accident or diagnosis
-- arg: segment text code values=PU,BPU default=BPU | Penerima upah (PU) atau bukan penerima upah (BPU) | Wage earner (PU) or self-employed (BPU)
-- arg: wage_monthly_idr int64 idr/month max=100000000000 | Upah sebulan, atau penghasilan yang dilaporkan | Monthly wage, or reported income
-- arg: scholarship_idr int64 idr default=0 | Beasiswa anak, dihitung tersendiri | Scholarships of the children, reckoned apart
-- res: base_idr int64 idr/month | Upah dasar manfaat | Wage on which the benefit rests
-- res: death_idr int64 idr | Santunan kematian | Death benefit
-- res: funeral_idr int64 idr | Biaya pemakaman | Funeral cost
-- res: periodic_idr int64 idr | Santunan berkala, dibayar sekaligus | Periodic benefit, paid at once
-- res: total_idr int64 idr | Seluruhnya, dengan beasiswa | All together, scholarships included
-- when: bpu.benefit_wage_base | segment=BPU
-- when: jkk.bpu.income_table | segment=BPU
-- say.id: Ahli waris menerima {total_idr}: santunan {death_idr}, pemakaman {funeral_idr}, berkala {periodic_idr}[, beasiswa {scholarship_idr}].
-- say.en: The heirs receive {total_idr}: death benefit {death_idr}, funeral {funeral_idr}, periodic {periodic_idr}[, scholarships {scholarship_idr}].
-- Wages have no upper limit here; the benefit is at least the lump sum which JKM pays for any death.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN by_wage_idr < floor_idr THEN 'AT_JKM_FLOOR' ELSE 'BY_WAGE' END AS reason,
  base_idr, GREATEST(by_wage_idr, floor_idr) AS death_idr, funeral_idr, periodic_idr,
  GREATEST(by_wage_idr, floor_idr) + funeral_idr + periodic_idr + scholarship_idr AS total_idr
FROM (
  SELECT
    *, base_idr * param('jkk.death_multiple', event_on) AS by_wage_idr,
    param('jkm.benefit', event_on, 'santunan_sekaligus') AS floor_idr,
    param('jkk.funeral', event_on) AS funeral_idr,
    param('jkk.periodic', event_on) AS periodic_idr
  FROM (
    SELECT
      *,
      CASE WHEN segment = 'BPU' AND basis('bpu.benefit_wage_base', event_on) IS NOT NULL
          THEN bracket('jkk.bpu.income_table', event_on, wage_monthly_idr)
        ELSE wage_monthly_idr END AS base_idr
    FROM asked
  ) AS based
) AS reckoned
