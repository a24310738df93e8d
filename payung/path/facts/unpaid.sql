-- id: path.unpaid
-- label: iuran BPU bulan-bulan yang terlewat | contributions of the missed months of a self-employed worker
-- sources: bpu.grace_months, bpu.discount_pp50
-- in: path_work, memberships, path_month_back
-- out: person_id, months months, unpaid_idr idr
-- The months after the last paid one and before the current one, no more than the law lets be paid afterwards. Each has
-- the discount of that month, whatever the day of payment.
SELECT
  u.person_id, COUNT(*) AS months,
  SUM(u.gross_idr - u.gross_idr * COALESCE(
    param('bpu.discount_pp50', add_months(month_start(as_of()), 0 - b.months_back), u.sector), 0) // 100000)
    AS unpaid_idr
FROM (
  SELECT
    w.person_id, w.gross_idr, w.sector,
    LEAST(COALESCE(months_between(as_of(), m.paid_until) - 1, w.arrears_months), param('bpu.grace_months', as_of()))
      AS unpaid_months
  FROM path_work AS w
  JOIN memberships AS m ON m.person_id = w.person_id AND m.programme = 'JKK' AND m.rank = 1
  WHERE w.reason IN ('GRACE', 'ARREARS')
) AS u
JOIN path_month_back AS b ON b.months_back <= u.unpaid_months
GROUP BY u.person_id
