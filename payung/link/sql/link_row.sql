-- label: which person a record belongs to; out: table links before its declared types
CREATE OR REPLACE TEMP TABLE link_row AS
SELECT w.supplier, w.row, n.person_id, w.method,
       CASE WHEN w.method = 'MODEL' THEN round(w.weight * 100) END AS weight_per_100
FROM record_person w JOIN person_number n USING (cluster);
