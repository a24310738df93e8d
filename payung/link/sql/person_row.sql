-- label: one person a row
-- works_as: a job some register insures today; then a list of people who work for themselves; then the family card.
-- in: person_fact, person_number; out: table persons before its declared types
CREATE OR REPLACE TEMP TABLE person_row AS
WITH aged AS (
    SELECT *, date_diff('year', birth_date, DATE $as_of)
              - CAST(strftime(birth_date, '%m%d') > strftime(DATE $as_of, '%m%d') AS BIGINT) AS age_years
    FROM person_fact
)
SELECT f.* EXCLUDE (died_on, village_code), n.family_id, n.nik, n.kk,
       CASE WHEN left(f.village_code, 8) = f.district_code THEN f.village_code END AS village_code,
       CASE WHEN f.is_dead THEN f.died_on END AS died_on,
       left(f.district_code, 2) AS province_code, left(f.district_code, 5) AS regency_code,
       CASE WHEN f.is_dead THEN 'DEAD' WHEN f.is_abroad THEN 'ABROAD' ELSE 'ALIVE' END AS life_status,
       CASE WHEN f.age_years < $working_from THEN 'NONE'
            WHEN f.is_insured_worker THEN 'EMPLOYEE'
            WHEN f.is_health_worker AND (f.age_years IS NULL OR f.age_years >= $adult_from) THEN 'EMPLOYEE'
            WHEN f.is_listed_self THEN 'SELF'
            WHEN f.occupation_code IN ($wage_jobs) THEN 'EMPLOYEE'
            WHEN f.has_informal_occupation THEN 'SELF'
            ELSE 'NONE' END AS works_as
FROM aged f JOIN person_number n USING (person_id);
