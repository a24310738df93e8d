-- id: jkm.benefit
-- label: Santunan JKM | Benefit of JKM
-- sources: jkm.benefit, jkm.bpu.full_benefit_min_months, jkm.bpu.short_benefit, jkm.multiple_employers
-- in: asked (ask_no, died_on, segment, months_member, employers)
-- out: lump_idr idr, periodic_idr idr, funeral_idr idr, total_idr idr
-- arg: died_on date day default=on | Hari meninggal | Day of death
-- arg: segment text code values=PU,BPU default=BPU | Penerima upah (PU) atau bukan penerima upah (BPU) | Wage earner (PU) or self-employed (BPU)
-- arg: months_member int64 months max=1200 | Bulan kepesertaan berturut-turut yang dibayar | Consecutive months of membership that were paid
-- arg: employers int64 employers min=1 max=20 default=1 | Jumlah pemberi kerja yang membayar iuran | Number of employers who pay contributions
-- res: lump_idr int64 idr | Santunan sekaligus | Lump sum
-- res: periodic_idr int64 idr | Santunan berkala, dibayar sekaligus | Periodic benefit, paid at once
-- res: funeral_idr int64 idr | Biaya pemakaman | Funeral cost
-- res: total_idr int64 idr | Seluruhnya | All together
-- when: jkm.benefit | reason=FULL_BENEFIT/PER_EMPLOYER
-- when: jkm.bpu.full_benefit_min_months | segment=BPU
-- when: jkm.bpu.short_benefit | reason=SHORT_BENEFIT
-- when: jkm.multiple_employers | reason=PER_EMPLOYER
-- lapsing: jkm.bpu.short_benefit, jkm.multiple_employers
-- say.id: Ahli waris menerima {total_idr}: santunan {lump_idr}, berkala {periodic_idr}, pemakaman {funeral_idr}.
-- say.en: The heirs receive {total_idr}: lump sum {lump_idr}, periodic benefit {periodic_idr}, funeral {funeral_idr}.
-- say.id.SHORT_BENEFIT: Kepesertaan baru {months_member} bulan: ahli waris menerima {total_idr}.
-- say.en.SHORT_BENEFIT: After only {months_member} months of membership the heirs receive {total_idr}.
SELECT
  ask_no, 'OK' AS outcome, reason, lump_idr, periodic_idr, funeral_idr,
  lump_idr + periodic_idr + funeral_idr AS total_idr
FROM (
  SELECT
    ask_no, reason,
    CASE WHEN reason = 'SHORT_BENEFIT' THEN 0
      ELSE param('jkm.benefit', died_on, 'santunan_sekaligus') * benefits END AS lump_idr,
    CASE WHEN reason = 'SHORT_BENEFIT' THEN 0
      ELSE param('jkm.benefit', died_on, 'berkala') * benefits END AS periodic_idr,
    CASE WHEN reason = 'SHORT_BENEFIT' THEN param('jkm.bpu.short_benefit', died_on)
      WHEN reason = 'PER_EMPLOYER'
        THEN param('jkm.benefit', died_on, 'pemakaman') * param('jkm.multiple_employers', died_on, 'funeral_times')
      ELSE param('jkm.benefit', died_on, 'pemakaman') END AS funeral_idr
  FROM (
    SELECT *, CASE WHEN reason = 'PER_EMPLOYER' THEN employers ELSE 1 END AS benefits
    FROM (
      SELECT
        *,
        CASE
          WHEN segment = 'BPU' AND months_member < param('jkm.bpu.full_benefit_min_months', died_on) THEN 'SHORT_BENEFIT'
          WHEN segment = 'PU' AND employers > 1 AND param('jkm.multiple_employers', died_on, 'funeral_times') IS NOT NULL
            THEN 'PER_EMPLOYER'
          ELSE 'FULL_BENEFIT'
        END AS reason
      FROM asked
    ) AS judged
  ) AS counted
) AS reckoned
