-- Is the row taken, and if not, why? in: decree_line, decree_found, persons, determinations. out: decree_rows
SELECT
  row, number, person_id, action, payer, effective_on, CASE WHEN fault IS NULL THEN 'ACCEPTED' ELSE 'REJECTED' END AS outcome,
  fault
FROM (
  SELECT
    row, number, person_id, action, payer, effective_on,
    CASE
      WHEN number IS NULL THEN 'NO_NUMBER'
      WHEN action IS NULL THEN 'UNKNOWN_ACTION'
      WHEN effective_on IS NULL THEN 'NO_EFFECT_DATE'
      WHEN effective_on <= as_of() THEN 'EFFECT_DATE_PAST'
      WHEN payer IS NULL THEN 'UNKNOWN_PAYER'
      WHEN COALESCE(people, 0) = 0 THEN 'UNKNOWN_PERSON'
      WHEN people > 1 THEN 'AMBIGUOUS_NUMBER'
      WHEN times > 1 THEN 'REPEATED'
      WHEN life_status = 'DEAD' OR reason = 'DECEASED' THEN 'DEAD'
      WHEN life_status = 'ABROAD' OR reason = 'LEFT_THE_COUNTRY' THEN 'ABROAD'
      WHEN action = 'REMOVE' AND NOT is_on_list THEN 'NOT_ON_LIST'
      WHEN action = 'ADD' AND is_on_list THEN 'ALREADY_ON_LIST'
      WHEN action = 'ADD' AND reason IN ('PAID_BY_EMPLOYER', 'DEPENDANT_OF_WORKER', 'EMPLOYER_ARREARS')
        THEN 'EMPLOYER_MUST_COVER'
      WHEN action = 'ADD' AND reason IN ('IDENTITY_MISMATCH', 'DUPLICATE_MEMBERSHIP') THEN 'IDENTITY_UNSETTLED'
      WHEN action = 'ADD' AND payer = 'STATE'
        AND decile NOT BETWEEN param('jkn.pbi.eligible_deciles', as_of(), 'min')
          AND param('jkn.pbi.eligible_deciles', as_of(), 'max') THEN 'DECILE_ABOVE_LIMIT'
    END AS fault
  FROM (
    SELECT
      l.row, l.number, l.action, l.payer, l.effective_on, f.people, f.person_id, p.life_status, p.decile, d.reason,
      COALESCE(d.reason = CASE l.payer WHEN 'STATE' THEN 'PAID_BY_STATE' ELSE 'PAID_BY_REGION' END, FALSE) AS is_on_list,
      COUNT(*) OVER (PARTITION BY COALESCE(CAST(f.person_id AS VARCHAR), l.number)) AS times
    FROM decree_line AS l
    LEFT JOIN decree_found AS f ON f.row = l.row
    LEFT JOIN persons AS p ON p.person_id = f.person_id
    LEFT JOIN determinations AS d ON d.person_id = f.person_id AND d.programme = 'JKN'
  ) AS known
) AS judged
