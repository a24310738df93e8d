-- People alike in work accident and death cover. in: persons, determinations, memberships, death_rate, age_now.
-- NEW joined since the discount began for the sector, OLD before; SPONSORED and EMPLOYED do not pay themselves. Expected
-- deaths of a year are per 100,000, summed. wait: months of
-- membership, no more than the longest wait for the full benefit that either law asks.
SELECT
  regency_code, decile, sex, cell, sector, wait, COUNT(*) AS people, SUM(deaths_per_100000) AS deaths_per_100000
FROM (
  SELECT
    COALESCE(p.regency_code, '') AS regency_code, COALESCE(p.decile, 0) AS decile, COALESCE(p.sex, '') AS sex,
    CASE
      WHEN d.status <> 'ACTIVE' THEN 'OPEN'
      WHEN d.reason = 'PAID_BY_SPONSOR' THEN 'SPONSORED'
      WHEN COALESCE(d.segment, 'PU') <> 'BPU' THEN 'EMPLOYED'
      WHEN m.since >= CASE COALESCE(p.sector, 'OTHER') WHEN 'TRANSPORT' THEN DATE '$transport_from' ELSE DATE '$other_from' END
        THEN 'NEW'
      ELSE 'OLD'
    END AS cell,
    CASE COALESCE(p.sector, 'OTHER') WHEN 'TRANSPORT' THEN 'TRANSPORT' ELSE 'OTHER' END AS sector,
    CASE WHEN COALESCE(d.segment, '') = 'BPU'
      THEN LEAST(GREATEST(COALESCE(months_between(as_of(), m.since), $longest_wait), 0), $longest_wait)
      ELSE $longest_wait END AS wait,
    COALESCE(r.per_100000, 0) AS deaths_per_100000
  FROM determinations AS d
  JOIN persons AS p ON p.person_id = d.person_id
  LEFT JOIN (SELECT person_id, since FROM memberships WHERE programme = 'JKM' AND rank = 1) AS m ON m.person_id = d.person_id
  LEFT JOIN death_rate AS r ON r.sex = COALESCE(p.sex, '') AND r.band = age_years(p.birth_date, as_of()) // 10
  WHERE d.programme = 'JKM' AND (d.status = 'ACTIVE' OR p.works_as = 'SELF')
) AS each
GROUP BY regency_code, decile, sex, cell, sector, wait
