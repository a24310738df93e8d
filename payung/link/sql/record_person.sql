-- label: the cluster of each record, and how it came to it
-- in: prepared, entity_member, entity, clustered; out: rid, supplier, row, cluster, method, weight
CREATE OR REPLACE TEMP TABLE record_person AS
WITH placed AS (
    SELECT p.rid, p.supplier, p.register, p.row, coalesce(c.cluster, e.entity) AS cluster, n.record_count, c.weight
    FROM prepared p
    JOIN entity_member e USING (rid)
    JOIN entity n ON n.unique_id = e.entity
    LEFT JOIN clustered c ON c.entity = e.entity
)
SELECT rid, supplier, register, row, cluster,
       CASE WHEN record_count > 1 THEN 'NIK' WHEN count(*) OVER (PARTITION BY cluster) > 1 THEN 'MODEL' ELSE 'ALONE' END
           AS method,
       CASE WHEN record_count = 1 THEN weight END AS weight
FROM placed;
