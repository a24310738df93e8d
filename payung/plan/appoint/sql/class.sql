-- Classes of people alike for the choice. in: candidate, hits (of those who may be removed). out: class_no, action,
-- regency_code, level, kind, price_idr, is_new, is_vulnerable, people. Level 1 comes first: the highest decile when
-- removing (not known comes last), the lowest when adding. Nobody in treatment who would drop is in any class.
SELECT
  ROW_NUMBER() OVER (ORDER BY action, regency_code, level, kind, band, is_new, is_vulnerable) AS class_no, action,
  regency_code, level, kind, band, is_new, is_vulnerable, people, price_idr, active_lost
FROM (
  SELECT
    action, regency_code, level, kind, band, is_new, is_vulnerable, COUNT(*) AS people,
    CAST(round(AVG(price_idr)) AS BIGINT) AS price_idr, SUM(active_lost) AS active_lost
  FROM member GROUP BY action, regency_code, level, kind, band, is_new, is_vulnerable
) AS grouped
