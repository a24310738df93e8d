-- id: all.clock
-- label: tenggat yang berjalan | clocks that run
-- sources: terms/codes/clocks.yaml
-- in: jkn_clock, tk_clock, clock_words (clock, family, article)
-- out: clocks
--
-- A window whose first day has not come or whose last day is past is no clock.
SELECT c.person_id, c.programme, c.clock, c.opens, c.closes, days_between(c.closes, as_of()) AS days_left,
    COALESCE(c.article, w.article) AS article
FROM (
    SELECT person_id, programme, kind AS family, clock, opens, closes, article FROM tk_clock
    UNION ALL
    SELECT person_id, 'JKN' AS programme, 'JKN' AS family, clock, opens, closes, NULL AS article FROM jkn_clock
) AS c
JOIN clock_words AS w ON w.clock = c.clock AND w.family = c.family
WHERE c.closes >= as_of() AND (c.opens IS NULL OR c.opens <= as_of())
