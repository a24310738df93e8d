-- What each row of the list says, in the project's words. in: listed, action_word, payer_word
SELECT
  l.row, l.number, l.is_nik, a.code AS action, COALESCE(p.code, CASE WHEN l.payer IS NULL THEN 'STATE' END) AS payer,
  COALESCE(
    TRY_CAST(l.effective_on AS DATE), CAST(TRY_STRPTIME(l.effective_on, '%d/%m/%Y') AS DATE),
    CAST(TRY_STRPTIME(l.effective_on, '%d-%m-%Y') AS DATE)) AS effective_on
FROM (
  SELECT
    row, upper(trim(action)) AS action, trim(effective_on) AS effective_on, NULLIF(upper(trim(payer)), '') AS payer,
    COALESCE(NULLIF(regexp_replace(nik, '[^0-9]', '', 'g'), ''), trim(person_id)) AS number,
    NULLIF(regexp_replace(nik, '[^0-9]', '', 'g'), '') IS NOT NULL AS is_nik
  FROM listed
) AS l
LEFT JOIN action_word AS a ON a.word = l.action
LEFT JOIN payer_word AS p ON p.word = l.payer
