-- id: route.bpu_resume
-- label: lanjutkan sebagai pekerja mandiri | resume as self-employed
-- sources: none
-- in: path_work, path_unpaid
-- out: person_id, price_now_idr idr, price_monthly_idr idr/month, people persons, months months, other_payer,
--      other_pays_monthly_idr idr/month, earliest_on, warning
-- Within the grace the unpaid months are paid with the current one, without a fee and at any age. After it the
-- membership has ended: the person joins again with the current month; that the old months are not asked for rests on
-- one source.
SELECT
  w.person_id, w.due_idr + COALESCE(u.unpaid_idr, 0) AS price_now_idr, w.due_idr AS price_monthly_idr, 1 AS people,
  COALESCE(u.months, 0) AS months, CAST(NULL AS TEXT) AS other_payer, 0 AS other_pays_monthly_idr,
  as_of() AS earliest_on,
  CASE WHEN w.wage_monthly_idr IS NULL THEN 'INCOME_UNKNOWN'
    WHEN w.reason = 'CONTRACT_ENDED' THEN 'ONE_SOURCE' END AS warning
FROM path_work AS w
LEFT JOIN path_unpaid AS u ON u.person_id = w.person_id
WHERE NOT w.has_employer AND w.has_lapsed AND (w.reason <> 'CONTRACT_ENDED' OR w.may_join)
