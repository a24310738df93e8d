-- label: for each person the first value that any register has, in the order of trust that README.md tells
-- A death that two people found proved in a claim here needs no other witness.
-- in: told; out: person_id, the identity, what registers say of life and work
CREATE OR REPLACE TEMP TABLE person_fact AS
SELECT person_id,
       arg_min(name, rid) AS name,
       arg_min(birth_date, rid) AS birth_date,
       arg_min(sex, rid) AS sex,
       arg_min(district_code, rid) AS district_code,
       arg_min(village_code, rid) AS village_code,
       arg_min(phone, rid) AS phone,
       coalesce(bool_or(says_dead) FILTER (supplier IN ('dukcapil', 'payung')), false)
           OR count(DISTINCT supplier) FILTER (says_dead AND supplier <> 'dukcapil') >= $witnesses AS is_dead,
       coalesce(bool_or(says_abroad) FILTER (supplier = 'dukcapil'), false)
           OR count(DISTINCT supplier) FILTER (says_abroad AND supplier <> 'dukcapil') >= $witnesses AS is_abroad,
       arg_min(died_on, rid) AS died_on,
       arg_min(relation_code, rid) AS relation_code,
       arg_min(is_married, rid) AS is_married,
       arg_min(is_student, rid) AS is_student,
       bool_or(is_disabled) AS is_disabled,
       bool_or(is_pregnant) AS is_pregnant,
       coalesce(arg_min(illness, rid) FILTER (supplier = 'kemenkes'), arg_min(illness, rid)) AS illness,
       arg_min(decile, rid) FILTER (supplier = 'dtsen') AS decile,
       arg_min(occupation_code, rid) AS occupation_code,
       arg_min(association, work_rank) AS association,
       arg_min(sector, work_rank) AS sector,
       arg_min(wage_monthly_idr, work_rank) AS income_monthly_idr,
       bool_or(supplier = 'bpjs_ketenagakerjaan' AND segment IN ('PU', 'JAKON') AND looks_active) AS is_insured_worker,
       bool_or(supplier = 'bpjs_kesehatan' AND segment IN ('PPU_BU', 'PPU_PN') AND looks_active
               AND (role = 'WORKER' OR (role IS NULL AND (wage_monthly_idr IS NOT NULL OR employer_id IS NOT NULL))))
           AS is_health_worker,
       bool_or(supplier = 'roster' OR segment = 'BPU') AS is_listed_self,
       bool_or(occupation_code IN ($informal)) AS has_informal_occupation,
       bool_or(supplier = 'dukcapil') AS is_in_population,
       count(*) AS record_count
FROM told GROUP BY person_id;
