-- id: jht.benefit.partial
-- label: Pengambilan sebagian saldo JHT | Partial withdrawal of the JHT balance
-- sources: jht.partial_withdrawal
-- in: asked (ask_no, asked_on, balance_idr, years_member, purpose, times_taken)
-- out: amount_idr idr
-- arg: asked_on date day default=on | Hari pengajuan | Day of the request
-- arg: balance_idr int64 idr | Saldo | Balance
-- arg: years_member int64 years max=80 | Tahun kepesertaan | Years of membership
-- arg: purpose text code values=HOUSING,OTHER | Keperluan: rumah atau lainnya | Purpose: a home or other
-- arg: times_taken int64 times max=100 default=0 | Berapa kali sudah diambil sebagian | Partial withdrawals before
-- res: amount_idr int64 idr | Paling banyak diambil | Most that may be taken
-- say.id: Paling banyak {amount_idr} dapat diambil.
-- say.en: At most {amount_idr} may be taken.
-- say.id.MEMBERSHIP_TOO_SHORT: Kepesertaan {years_member} tahun belum cukup untuk mengambil sebagian saldo.
-- say.en.MEMBERSHIP_TOO_SHORT: {years_member} years of membership are too few to take a part of the balance.
-- say.id.ALREADY_TAKEN: Sebagian saldo sudah pernah diambil.
-- say.en.ALREADY_TAKEN: A part of the balance was taken before.
SELECT
  ask_no, CASE WHEN reason = 'PART_OF_BALANCE' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  CASE WHEN reason <> 'PART_OF_BALANCE' THEN 0
    WHEN purpose = 'HOUSING' THEN balance_idr * param('jht.partial_withdrawal', asked_on, 'housing') // 100000
    ELSE balance_idr * param('jht.partial_withdrawal', asked_on, 'other') // 100000 END AS amount_idr
FROM (
  SELECT
    *,
    CASE
      WHEN times_taken >= param('jht.partial_withdrawal', asked_on, 'times') THEN 'ALREADY_TAKEN'
      WHEN years_member < param('jht.partial_withdrawal', asked_on, 'min_years') THEN 'MEMBERSHIP_TOO_SHORT'
      ELSE 'PART_OF_BALANCE'
    END AS reason
  FROM asked
) AS judged
