-- id: path.rank
-- label: urutan jalur menurut harga | the order of routes by price
-- sources: jkn.ppu.wage_cap, jkn.ppu_bu.split
-- in: path_cost
-- out: the columns of path_cost, rank, best_now_idr idr, best_monthly_idr idr/month, best_on
-- Least now, then a month, then the earliest day, then the fewest hands. A share of a wage that nobody knows counts as
-- the most the law can ask, the share of the capped wage; any other price nobody knows comes after the known.
SELECT
  person_id, is_jkn, route_no, price_now_idr, price_monthly_idr, people, months, other_payer, other_pays_monthly_idr,
  earliest_on, warning,
  ROW_NUMBER() OVER cheapest AS rank,
  FIRST_VALUE(COALESCE(price_now_idr, most_idr)) OVER cheapest AS best_now_idr,
  FIRST_VALUE(COALESCE(price_monthly_idr, most_idr)) OVER cheapest AS best_monthly_idr,
  FIRST_VALUE(earliest_on) OVER cheapest AS best_on
FROM (
  SELECT
    *, CASE WHEN warning = 'WAGE_UNKNOWN' AND is_jkn
      THEN param('jkn.ppu.wage_cap', as_of()) * param('jkn.ppu_bu.split', as_of(), 'worker') // 100000 END AS most_idr
  FROM path_cost
) AS bounded
WINDOW cheapest AS (
  PARTITION BY person_id, is_jkn
  ORDER BY COALESCE(price_now_idr, most_idr) NULLS LAST, COALESCE(price_monthly_idr, most_idr) NULLS LAST,
    earliest_on NULLS LAST, route_no)
