-- label: each scored pair with what speaks against it: a hard veto, or a doubt; and whether it may be one register's double
-- A veto: birth dates that no slip explains (unless NIK and name are the same), another sex and another name, or
-- another name without the same full birth date. Doubt: names unlike, two NIKs that are both somebody's, or two NIKs and
-- names that share a first part only, as twins' do. A digit wrong in the NIK, other than the date's and the serial's,
-- takes the doubt away, and so does the same name, day and mother or family card. Names may be unlike where nobody else
-- of that card or mother is born that day and no NIK speaks against it: an alias, not a twin.
-- in: edge, entity; out: unique_id_l, unique_id_r, match_weight, is_vetoed, is_doubtful, is_same_name_and_day
CREATE OR REPLACE TEMP TABLE edge_judged AS
WITH compared AS (
    SELECT e.unique_id_l, e.unique_id_r, e.match_weight,
           name_agreement(l, r) AS name_agrees,
           birth_agreement(l.birth_date, r.birth_date) AS birth_agrees,
           birth_dates_reconcile(l.birth_date, r.birth_date) AS dates_reconcile,
           coalesce(l.sex <> r.sex, false) AS sex_clashes,
           coalesce(l.nik = r.nik, false) AS niks_agree,
           coalesce(l.nik <> r.nik, false) AS niks_differ,
           coalesce(l.nik <> r.nik AND l.is_nik_proven AND r.is_nik_proven, false) AS niks_exclude,
           coalesce(left(l.nik, 12) <> left(r.nik, 12) AND is_slip(l.nik, r.nik) AND l.birth_date = r.birth_date, false)
               AS is_nik_slipped,
           coalesce(l.mother_key = r.mother_key OR l.kk = r.kk, false) AS is_family_same,
           coalesce(l.kk = r.kk AND l.on_card_that_day = 2, false)
               OR coalesce(l.mother_key = r.mother_key AND l.of_mother_that_day = 2, false) AS is_nobody_else
    FROM edge e JOIN entity l ON l.unique_id = e.unique_id_l JOIN entity r ON r.unique_id = e.unique_id_r
), named AS (
    SELECT *, name_agrees IN ('SAME', 'LIKE', 'FIRST') AS names_agree,
           name_agrees = 'SAME' AND birth_agrees = 'EXACT' AND NOT sex_clashes AS is_same_name_and_day
    FROM compared
)
SELECT unique_id_l, unique_id_r, match_weight,
       (NOT dates_reconcile AND NOT (niks_agree AND name_agrees = 'SAME'))
       OR (sex_clashes AND name_agrees <> 'SAME')
       OR (NOT names_agree AND birth_agrees <> 'EXACT') AS is_vetoed,
       NOT is_nik_slipped AND (
           (NOT names_agree AND (niks_differ OR NOT is_nobody_else))
           OR (niks_exclude AND NOT (is_same_name_and_day AND is_family_same))
           OR (niks_differ AND name_agrees = 'FIRST')
       ) AS is_doubtful,
       is_same_name_and_day
FROM named
ORDER BY match_weight DESC, unique_id_l, unique_id_r;
