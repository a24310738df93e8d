-- label: pairs of entities that are truly one person and reach the model
-- in: entity_member, prepared, truth, entity; out: unique_id_l, unique_id_r, clerical_match_score
CREATE OR REPLACE TEMP TABLE label AS
WITH owned AS (
    SELECT e.entity, mode(t.true_person_id ORDER BY t.true_person_id) AS true_one
    FROM entity_member e JOIN prepared p USING (rid) JOIN truth t ON t.supplier = p.supplier AND t.row = p.row
    GROUP BY e.entity
)
SELECT a.entity AS unique_id_l, b.entity AS unique_id_r, 1.0 AS clerical_match_score
FROM owned a
JOIN owned b ON a.true_one = b.true_one AND a.entity < b.entity
JOIN entity l ON l.unique_id = a.entity
JOIN entity r ON r.unique_id = b.entity
WHERE NOT (l.is_anchored AND r.is_anchored)
ORDER BY ALL;
