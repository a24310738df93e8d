-- label: every record with its person, and how much it is trusted on identity (rid) and on work (work_rank)
-- A table, not a view: what follows reads it several times.
-- in: record_person, person_number, records, trust; out: person_id, rid, work_rank, looks_active and the record
CREATE OR REPLACE TEMP TABLE told AS
SELECT n.person_id, w.rid, CAST(t.work_trust AS BIGINT) * $far + w.rid AS work_rank,
       r.* EXCLUDE (nik, kk, file, birth_place, mother_name, occupation, register_status_text, is_pbi_national,
                    is_pbi_regional),
       CASE WHEN r.register_status IS NOT NULL THEN r.register_status = 'ACTIVE'
            ELSE r.inactive_since IS NULL AND r.inactive_cause IS NULL
             AND (r.paid_until IS NULL OR r.paid_until >= DATE $paid_from) END AS looks_active,
       r.life_status = 'DEAD' OR r.inactive_cause = 'DECEASED' AS says_dead,
       r.life_status = 'ABROAD' OR r.inactive_cause = 'LEFT_THE_COUNTRY' AS says_abroad
FROM record_person w
JOIN person_number n ON n.cluster = w.cluster
JOIN records r ON r.supplier = w.supplier AND r.row = w.row
JOIN trust t ON t.supplier = w.supplier;
