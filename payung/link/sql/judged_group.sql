-- label: for each group the pairs that touch it: linked, true and rightly linked
-- in: judged; out: aspect, value, linked_pairs, true_pairs, right_pairs
CREATE OR REPLACE TEMP TABLE judged_group AS
WITH long AS (
    UNPIVOT (SELECT supplier, row, linked, true_one, by_register, by_sex, by_age, by_name, by_birthday FROM judged)
    ON by_register, by_sex, by_age, by_name, by_birthday INTO NAME aspect VALUE value
), inside AS (
    SELECT aspect, value, linked, true_one, count(*) AS n FROM long GROUP BY ALL
), cluster_size AS (SELECT linked, count(*) AS size FROM judged GROUP BY linked),
person_size AS (SELECT true_one, count(*) AS size FROM judged GROUP BY true_one),
cell_size AS (SELECT linked, true_one, count(*) AS size FROM judged GROUP BY linked, true_one),
by_cluster AS (
    SELECT i.aspect, i.value, sum(n * (n - 1) // 2 + n * (s.size - n)) AS pairs
    FROM (SELECT aspect, value, linked, sum(n) AS n FROM inside GROUP BY ALL) i JOIN cluster_size s USING (linked)
    GROUP BY i.aspect, i.value
), by_person AS (
    SELECT i.aspect, i.value, sum(n * (n - 1) // 2 + n * (s.size - n)) AS pairs
    FROM (SELECT aspect, value, true_one, sum(n) AS n FROM inside GROUP BY ALL) i JOIN person_size s USING (true_one)
    GROUP BY i.aspect, i.value
), by_cell AS (
    SELECT i.aspect, i.value, sum(n * (n - 1) // 2 + n * (s.size - n)) AS pairs
    FROM inside i JOIN cell_size s USING (linked, true_one) GROUP BY i.aspect, i.value
)
SELECT substr(aspect, 4) AS aspect, value, c.pairs AS linked_pairs, p.pairs AS true_pairs, x.pairs AS right_pairs
FROM by_cluster c JOIN by_person p USING (aspect, value) JOIN by_cell x USING (aspect, value);
