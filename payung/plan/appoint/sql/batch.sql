-- In which batches is the decree carried out, and which days bind each? in: hits. out: decree_batches
SELECT
  ROW_NUMBER() OVER (ORDER BY effective_on, payer, action, regency_code, part) AS batch_no, regency_code, action, payer,
  effective_on, people, notice_on, notice_on AS objection_from,
  LEAST(add_days(notice_on, $objection_days), add_days(effective_on, -1)) AS objection_until,
  months_last_day(effective_on, param('jkn.pbi.reactivation_window_months', as_of())) AS undo_until,
  notice_on < as_of() AS is_notice_too_late
FROM (
  SELECT
    regency_code, action, payer, effective_on, part, COUNT(*) AS people,
    add_days(effective_on, 0 - $notice_days) AS notice_on
  FROM (
    SELECT
      COALESCE(regency_code, '') AS regency_code, action, payer, effective_on,
      (ROW_NUMBER() OVER (PARTITION BY regency_code, action, payer, effective_on ORDER BY person_id) - 1)
        // $people_in_a_batch AS part
    FROM hits
  ) AS placed
  GROUP BY regency_code, action, payer, effective_on, part
) AS counted
