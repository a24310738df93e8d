-- id: path.path
-- label: semua jalur dengan yang terbaik ditandai | every route, with the best marked
-- sources: none
-- in: path_choose, path_route
-- out: the columns of paths
SELECT
  c.person_id, r.programme, r.route, c.rank, c.rank = 1 AS is_best,
  CASE
    WHEN c.rank = 1 THEN NULL
    WHEN c.price_now_idr > c.best_now_idr OR (c.price_now_idr IS NULL AND c.best_now_idr IS NOT NULL)
      THEN 'COSTS_MORE_NOW'
    WHEN c.price_monthly_idr > c.best_monthly_idr OR (c.price_monthly_idr IS NULL AND c.best_monthly_idr IS NOT NULL)
      THEN 'COSTS_MORE_MONTHLY'
    WHEN c.earliest_on > c.best_on THEN 'LATER'
    ELSE 'LESS_DIRECT'
  END AS why_not_best,
  c.price_now_idr, c.price_monthly_idr, c.people, c.months, c.other_payer, c.other_pays_monthly_idr, r.movers,
  r.documents, c.earliest_on, c.warning, r.law, r.article
FROM path_choose AS c
JOIN path_route AS r ON r.route_no = c.route_no
