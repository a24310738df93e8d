-- id: jkp.eligibility
-- label: Syarat manfaat JKP | Conditions of the JKP benefit
-- sources: jkp.eligibility
-- in: asked (ask_no, dismissed_on, claimed_on, end_of_work, is_citizen, age_at_registration, months_paid_in_24, months_in_a_row, is_willing_to_work)
-- out: claim_until day
-- arg: dismissed_on date day default=on | Hari PHK | Day of the dismissal
-- arg: claimed_on date day default=on | Hari klaim | Day of the claim
-- arg: end_of_work text code values=DISMISSED,RESIGNED,TOTAL_DISABILITY,RETIREMENT,DEATH,CONTRACT_ENDED default=DISMISSED | Cara berhenti: PHK, mengundurkan diri, cacat total tetap, pensiun, meninggal, kontrak habis waktu | How work ended: dismissed, resigned, total disability, retirement, death, the contract ran out
-- arg: is_citizen bool yes_no default=true | Warga negara Indonesia | Citizen of Indonesia
-- arg: age_at_registration int64 years max=150 | Usia saat didaftarkan | Age at registration
-- arg: months_paid_in_24 int64 months max=24 | Bulan iuran dalam 24 bulan terakhir | Months paid in the last 24
-- arg: months_in_a_row int64 months max=24 | Bulan iuran berturut-turut paling panjang dalam 24 bulan | Longest run of months paid in the last 24
-- arg: is_willing_to_work bool yes_no default=true | Bersedia bekerja kembali | Willing to work again
-- res: claim_until date day | Klaim paling lambat | Claim not later than
-- lapsing: jkp.eligibility/consecutive_months, jkp.eligibility/willing_to_work
-- say.id: Syarat JKP terpenuhi; klaim paling lambat {claim_until}.
-- say.en: The conditions of JKP are met; claim by {claim_until}.
-- say.id.NOT_A_CITIZEN: JKP hanya untuk warga negara Indonesia.
-- say.en.NOT_A_CITIZEN: JKP is for citizens of Indonesia only.
-- say.id.TOO_OLD_AT_REGISTRATION: Usia {age_at_registration} tahun saat didaftarkan terlalu tua untuk JKP.
-- say.en.TOO_OLD_AT_REGISTRATION: Age {age_at_registration} at registration is too old for JKP.
-- say.id.END_OF_WORK_EXCLUDED: Cara berhenti bekerja ini tidak dijamin JKP.
-- say.en.END_OF_WORK_EXCLUDED: This way of leaving work is not covered by JKP.
-- say.id.MONTHS_PAID_TOO_FEW: Baru {months_paid_in_24} bulan iuran dalam 24 bulan terakhir.
-- say.en.MONTHS_PAID_TOO_FEW: Only {months_paid_in_24} months were paid in the last 24.
-- say.id.RUN_TOO_SHORT: Baru {months_in_a_row} bulan iuran berturut-turut.
-- say.en.RUN_TOO_SHORT: Only {months_in_a_row} months were paid in a row.
-- say.id.NOT_WILLING_TO_WORK: JKP mensyaratkan kesediaan bekerja kembali.
-- say.en.NOT_WILLING_TO_WORK: JKP asks for the will to work again.
-- say.id.CLAIM_LAPSED: Batas klaim sudah lewat pada {claim_until}.
-- say.en.CLAIM_LAPSED: The time to claim ended on {claim_until}.
SELECT
  ask_no, CASE WHEN reason = 'ELIGIBLE' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason, claim_until
FROM (
  SELECT
    *,
    CASE
      WHEN end_of_work <> 'DISMISSED' THEN 'END_OF_WORK_EXCLUDED'
      WHEN NOT is_citizen AND param('jkp.eligibility', dismissed_on, 'wni') THEN 'NOT_A_CITIZEN'
      WHEN age_at_registration >= param('jkp.eligibility', dismissed_on, 'age_at_registration_lt')
        THEN 'TOO_OLD_AT_REGISTRATION'
      WHEN months_paid_in_24 < param('jkp.eligibility', dismissed_on, 'months_in_last_24') THEN 'MONTHS_PAID_TOO_FEW'
      WHEN months_in_a_row < param('jkp.eligibility', dismissed_on, 'consecutive_months') THEN 'RUN_TOO_SHORT'
      WHEN NOT is_willing_to_work AND param('jkp.eligibility', dismissed_on, 'willing_to_work')
        THEN 'NOT_WILLING_TO_WORK'
      WHEN claimed_on > claim_until THEN 'CLAIM_LAPSED'
      ELSE 'ELIGIBLE'
    END AS reason
  FROM (
    SELECT
      *, add_months(dismissed_on, param('jkp.eligibility', dismissed_on, 'claim_window_months')) AS claim_until
    FROM asked
  ) AS dated
) AS judged
