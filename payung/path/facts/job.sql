-- id: path.job
-- label: pekerja menurut jaminan kecelakaan kerja | workers by their work accident cover
-- sources: none
-- in: determinations
-- out: person_id, reason, segment, arrears_months months, is_uncovered, has_paying_employer
-- Only those who are not covered, or whom an employer pays for.
SELECT
  person_id, reason, segment, arrears_months, status <> 'ACTIVE' OR reason = 'GRACE' AS is_uncovered,
  status = 'ACTIVE' AND segment = 'PU' AS has_paying_employer
FROM determinations
WHERE programme = 'JKK' AND (status <> 'ACTIVE' OR reason = 'GRACE' OR segment = 'PU')
