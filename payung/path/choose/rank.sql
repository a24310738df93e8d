-- id: path.rank
-- label: urutan jalur menurut harga | the order of routes by price
-- sources: none
-- in: path_cost
-- out: the columns of path_cost, rank, best_now_idr idr, best_monthly_idr idr/month, best_on
-- Least now, then a month, then the earliest day, then the fewest hands. A price nobody knows comes after the known.
SELECT
  person_id, is_jkn, route_no, price_now_idr, price_monthly_idr, people, months, other_payer, other_pays_monthly_idr,
  earliest_on, warning,
  ROW_NUMBER() OVER cheapest AS rank,
  FIRST_VALUE(price_now_idr) OVER cheapest AS best_now_idr,
  FIRST_VALUE(price_monthly_idr) OVER cheapest AS best_monthly_idr,
  FIRST_VALUE(earliest_on) OVER cheapest AS best_on
FROM path_cost
WINDOW cheapest AS (
  PARTITION BY person_id, is_jkn
  ORDER BY price_now_idr NULLS LAST, price_monthly_idr NULLS LAST, earliest_on NULLS LAST, route_no)
