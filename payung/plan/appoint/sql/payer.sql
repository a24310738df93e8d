-- Who pays more, who less. in: hits. out: decree_payers
SELECT payer, basis, SUM(people) AS people, SUM(monthly_idr) AS monthly_idr, SUM(now_idr) AS now_idr
FROM (
  SELECT
    CASE payer WHEN 'STATE' THEN 'STATE' ELSE 'PEMDA' END AS payer, 'DECREE' AS basis,
    CASE action WHEN 'ADD' THEN 1 ELSE -1 END AS people,
    CASE action WHEN 'ADD' THEN 1 ELSE -1 END * CASE payer
      WHEN 'STATE' THEN param('jkn.pbi.contribution', as_of())
      ELSE param('jkn.pbpu_pemda.contribution', as_of()) END AS monthly_idr,
    0 AS now_idr
  FROM hits
  UNION ALL
  SELECT
    'PEMDA' AS payer, 'DECREE' AS basis, -1 AS people, -param('jkn.pbpu_pemda.contribution', as_of()) AS monthly_idr,
    0 AS now_idr
  FROM hits WHERE action = 'ADD' AND payer = 'STATE' AND reason_before = 'PAID_BY_REGION'
  UNION ALL
  SELECT
    CASE WHEN route IN ('EMPLOYER_REGISTERS', 'EMPLOYER_PAYS') THEN 'WORKER' ELSE 'FAMILY' END AS payer,
    'OWN_ROUTE' AS basis, 1 AS people, price_monthly_idr // GREATEST(people, 1) AS monthly_idr,
    price_now_idr // GREATEST(people, 1) AS now_idr
  FROM hits WHERE action = 'REMOVE' AND route_kind IN ('FREE', 'PAID')
  UNION ALL
  SELECT
    CASE payer WHEN 'STATE' THEN 'PEMDA' ELSE 'STATE' END AS payer, 'OTHER_BUDGET' AS basis, 1 AS people,
    CASE payer WHEN 'STATE' THEN param('jkn.pbpu_pemda.contribution', as_of())
      ELSE param('jkn.pbi.contribution', as_of()) END AS monthly_idr,
    0 AS now_idr
  FROM hits WHERE action = 'REMOVE' AND is_dropped
) AS paid
GROUP BY payer, basis
