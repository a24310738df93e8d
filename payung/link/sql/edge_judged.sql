-- label: each scored pair with what speaks against it: a hard veto, a register both stand in, or a NIK that differs
-- in: edge, entity; out: unique_id_l, unique_id_r, match_weight, is_vetoed, is_doubtful
-- A veto: birth dates that no slip explains (unless NIK and name are the same), another sex and another name, or
-- another name without the same full birth date. Doubt: names unlike, two NIKs that are both somebody's, or two NIKs and
-- names that share a first part only, as twins' do.
CREATE OR REPLACE TEMP TABLE edge_judged AS
WITH compared AS (
    SELECT e.unique_id_l, e.unique_id_r, e.match_weight, l.nik = r.nik AND l.key = r.key AS is_same_nik_name,
           coalesce(birth_dates_reconcile(l.birth_date, r.birth_date), true) AS dates_reconcile,
           birth_agreement(l.birth_date, r.birth_date) AS birth_agrees,
           coalesce(l.sex <> r.sex, false) AS sex_clashes,
           coalesce(l.key = r.key, false) AS is_same_name,
           name_agreement(l, r) AS name_agrees, coalesce(l.nik <> r.nik, false) AS niks_differ,
           niks_differ AND l.is_nik_proven AND r.is_nik_proven AS niks_exclude
    FROM edge e JOIN entity l ON l.unique_id = e.unique_id_l JOIN entity r ON r.unique_id = e.unique_id_r
)
SELECT unique_id_l, unique_id_r, match_weight,
       (NOT dates_reconcile AND NOT coalesce(is_same_nik_name, false))
       OR (sex_clashes AND NOT is_same_name)
       OR (name_agrees NOT IN ('SAME', 'LIKE', 'FIRST') AND birth_agrees <> 'EXACT') AS is_vetoed,
       name_agrees NOT IN ('SAME', 'LIKE', 'FIRST') OR niks_exclude OR (niks_differ AND name_agrees = 'FIRST')
           AS is_doubtful
FROM compared
ORDER BY match_weight DESC, unique_id_l, unique_id_r;
