-- Deaths of the last year per 100,000 people, by sex and ten years of age, as the tables themselves show. in: persons
SELECT
  COALESCE(sex, '') AS sex, age_years(birth_date, as_of()) // 10 AS band,
  COUNT(*) FILTER (life_status = 'DEAD' AND died_on > add_months(as_of(), -12) AND died_on <= as_of()) * 100000
    // GREATEST(COUNT(*), 1) AS per_100000
FROM persons
WHERE birth_date IS NOT NULL AND (life_status <> 'DEAD' OR died_on > add_months(as_of(), -12))
GROUP BY 1, 2
