-- id: jkn.pbpu.first_payment
-- label: Iuran pertama peserta mandiri baru, dan pilihan bekas PBI | First contribution of a new independent member, and the choice of a former PBI member
-- sources: jkn.new_pbpu.waiting_days, jkn.new_pbpu.former_pbi_choice
-- in: asked (ask_no, verified_on, choice, inactive_since)
-- out: pay_from day, months_back months
-- arg: verified_on date day default=on | Hari data lolos verifikasi | Day on which the data were verified
-- arg: choice text code values=WAIT,BACK_PAY default=WAIT | Pilihan: menunggu, atau membayar sejak nonaktif tanpa menunggu | Choice: wait, or pay since the end of the former cover without waiting
-- arg: inactive_since date day optional | Hari nonaktif di segmen lama, untuk bekas PBI | Day on which the former cover ended, for a former PBI member
-- res: pay_from date day optional | Iuran pertama paling cepat | First contribution not before
-- res: months_back int64 months optional | Bulan yang dibayar mundur | Months paid for the past
-- when: jkn.new_pbpu.waiting_days | choice=WAIT
-- when: jkn.new_pbpu.former_pbi_choice | choice=BACK_PAY
-- say.id: Iuran pertama paling cepat {pay_from}.
-- say.en: The first contribution may be paid from {pay_from}.
-- say.id.PAYS_BACK: Tanpa menunggu: bayar {months_back} bulan sejak nonaktif.
-- say.en.PAYS_BACK: Without waiting: pay {months_back} months since the former cover ended.
-- say.id.NO_FORMER_COVER: Pilihan membayar mundur hanya untuk yang pernah dijamin di segmen lain.
-- say.en.NO_FORMER_COVER: Paying for the past is a choice only for those who were covered in another segment.
SELECT
  ask_no, CASE WHEN reason = 'NO_FORMER_COVER' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason,
  CASE reason WHEN 'WAITS' THEN add_days(verified_on, param('jkn.new_pbpu.waiting_days', verified_on))
    WHEN 'PAYS_BACK' THEN verified_on END AS pay_from,
  CASE reason WHEN 'WAITS' THEN 0 WHEN 'PAYS_BACK' THEN GREATEST(months_between(verified_on, inactive_since), 0) + 1 END
    AS months_back
FROM (
  SELECT
    *,
    CASE WHEN choice = 'WAIT' THEN 'WAITS' WHEN inactive_since IS NULL OR NOT param('jkn.new_pbpu.former_pbi_choice', verified_on)
        THEN 'NO_FORMER_COVER' ELSE 'PAYS_BACK' END AS reason
  FROM asked
) AS judged
