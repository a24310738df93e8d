-- id: jht.benefit.full
-- label: Pengambilan seluruh saldo JHT | Full withdrawal of the JHT balance
-- sources: jht.full_withdrawal
-- in: asked (ask_no, asked_on, left_on, cause, balance_idr, age_years, retires_by_agreement)
-- out: payable_from day, amount_idr idr
-- arg: asked_on date day default=on | Hari pengajuan | Day of the request
-- arg: left_on date day default=on | Hari berhenti bekerja atau kejadian | Day on which work ended, or of the event
-- arg: cause text code values=RETIREMENT,RESIGNED,DISMISSED,CONTRACT_ENDED,BUSINESS_CLOSED,TOTAL_DISABILITY,DEATH,LEFT_COUNTRY | Sebab: pensiun, mengundurkan diri, PHK, kontrak berakhir, berhenti usaha, cacat total tetap, meninggal, meninggalkan Indonesia | Cause: retirement, resigned, dismissed, contract ended, business closed, total disability, death, left the country for good
-- arg: balance_idr int64 idr | Saldo | Balance
-- arg: age_years int64 years max=150 default=0 | Usia | Age
-- arg: retires_by_agreement bool yes_no default=false | Pensiun menurut perjanjian kerja atau peraturan perusahaan | Retires by the agreement or rules of the firm
-- res: payable_from date day optional | Dapat diambil mulai | May be taken from
-- res: amount_idr int64 idr | Saldo yang dibayar | Balance that is paid
-- lapsing: jht.full_withdrawal/age
-- say.id: Seluruh saldo {amount_idr} dapat diambil mulai {payable_from}.
-- say.en: The whole balance of {amount_idr} may be taken from {payable_from}.
-- say.id.WAIT_NOT_OVER: Saldo baru dapat diambil mulai {payable_from}.
-- say.en.WAIT_NOT_OVER: The balance may be taken from {payable_from} only.
-- say.id.AGE_NOT_REACHED: Usia pensiun belum tercapai.
-- say.en.AGE_NOT_REACHED: The age of retirement is not reached.
-- say.id.TERMS_UNREAD: Syarat untuk sebab ini pada {asked_on} belum terbaca; tanyakan ke kantor cabang.
-- say.en.TERMS_UNREAD: The terms for this cause on {asked_on} have not been read; ask the branch office.
-- Regulation 2/2022 would have kept the money until age 56; it was repealed before it took effect and never counts.
SELECT
  ask_no, CASE WHEN reason = 'WHOLE_BALANCE' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  CASE WHEN reason IN ('WHOLE_BALANCE', 'WAIT_NOT_OVER') THEN payable_from END AS payable_from,
  CASE WHEN reason = 'WHOLE_BALANCE' THEN balance_idr ELSE 0 END AS amount_idr
FROM (
  SELECT
    *,
    CASE
      WHEN cause NOT IN ('RESIGNED', 'DISMISSED') AND retirement_age IS NULL THEN 'TERMS_UNREAD'
      WHEN cause = 'RETIREMENT' AND age_years < retirement_age AND NOT retires_by_agreement THEN 'AGE_NOT_REACHED'
      WHEN asked_on < payable_from THEN 'WAIT_NOT_OVER'
      ELSE 'WHOLE_BALANCE'
    END AS reason
  FROM (
    SELECT
      *, param('jht.full_withdrawal', asked_on, 'age') AS retirement_age,
      CASE WHEN cause IN ('RESIGNED', 'DISMISSED')
        THEN add_months(left_on, param('jht.full_withdrawal', asked_on, 'resign_or_phk_wait_months'))
        ELSE left_on END AS payable_from
    FROM asked
  ) AS dated
) AS judged
