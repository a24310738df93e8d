-- id: jkp.arrears_payer
-- label: Siapa membayar JKP bila pemberi kerja menunggak | Who pays JKP when the employer is in arrears
-- sources: jkp.arrears_payer
-- in: asked (ask_no, dismissed_on, arrears_months, employer_closed)
-- out: payer code
-- arg: dismissed_on date day default=on | Hari PHK | Day of the dismissal
-- arg: arrears_months int64 months max=1200 | Bulan tunggakan berturut-turut | Months in arrears in a row
-- arg: employer_closed bool yes_no default=false | Pemberi kerja tutup atau pailit | The employer closed or went bankrupt
-- res: payer text code values=EMPLOYER,BPJSTK | Yang membayar lebih dulu | Who pays first
-- lapsing: jkp.arrears_payer/closed_employer_arrears_months_max
-- say.id: BPJS Ketenagakerjaan yang membayar.
-- say.en: BPJS Ketenagakerjaan pays.
-- say.id.EMPLOYER_PAYS_FIRST: Pemberi kerja membayar lebih dulu, lalu dapat meminta ganti setelah melunasi tunggakan.
-- say.en.EMPLOYER_PAYS_FIRST: The employer pays first and may ask for it back once the arrears are paid.
SELECT
  ask_no, 'OK' AS outcome, reason, CASE WHEN reason = 'EMPLOYER_PAYS_FIRST' THEN 'EMPLOYER' ELSE 'BPJSTK' END AS payer
FROM (
  SELECT
    ask_no,
    CASE
      WHEN arrears_months <= param('jkp.arrears_payer', dismissed_on, 'bpjs_pays_up_to_months') THEN 'AGENCY_PAYS'
      WHEN employer_closed AND arrears_months
        <= param('jkp.arrears_payer', dismissed_on, 'closed_employer_arrears_months_max') THEN 'AGENCY_PAYS_CLOSED'
      ELSE 'EMPLOYER_PAYS_FIRST'
    END AS reason
  FROM asked
) AS judged
