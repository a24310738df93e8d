-- id: jp.benefit.indexed
-- label: Pensiun JP yang disesuaikan tahun berikutnya | JP pension adjusted for the next year
-- sources: jp.benefit_min, jp.benefit_max
-- in: asked (ask_no, year_start, pension_monthly_idr, inflation_rate)
-- out: next_idr idr/month
-- arg: year_start date day default=on | Hari mulai tahun manfaat | Day on which the benefit year starts
-- arg: pension_monthly_idr int64 idr/month max=100000000000 | Pensiun sebulan tahun lalu | Monthly pension of last year
-- arg: inflation_rate int64 per_100000/year max=100000 | Inflasi umum tahun lalu, per 100.000 | Inflation of last year, per 100,000
-- res: next_idr int64 idr/month | Pensiun sebulan tahun ini | Monthly pension of this year
-- say.id: Pensiun menjadi {next_idr} sebulan.
-- say.en: The pension becomes {next_idr} a month.
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN indexed_idr < floor_idr THEN 'PENSION_AT_FLOOR' WHEN indexed_idr > ceiling_idr THEN 'PENSION_AT_CEILING'
    ELSE 'INDEXED' END AS reason,
  LEAST(GREATEST(indexed_idr, floor_idr), ceiling_idr) AS next_idr
FROM (
  SELECT
    ask_no, pension_monthly_idr * (100000 + inflation_rate) // 100000 AS indexed_idr,
    param('jp.benefit_min', year_start) AS floor_idr, param('jp.benefit_max', year_start) AS ceiling_idr
  FROM asked
) AS raised
