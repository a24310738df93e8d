-- id: jkn.pbi.leaving
-- label: Bekas PBI menjadi peserta mandiri: menunggu, atau membayar sejak nonaktif | A former PBI member becomes independent: wait, or pay since the removal
-- sources: jkn.new_pbpu.waiting_days, jkn.new_pbpu.former_pbi_choice, jkn.pbpu_bp.kelas1, jkn.pbpu_bp.kelas2, jkn.pbpu_bp.kelas3_member_pays
-- in: asked (ask_no, verified_on, removed_on, care_class, members)
-- out: contribution_month month, monthly_idr idr/month, wait_pay_from day, wait_idr idr, back_months months, back_idr idr, back_active_on day
-- arg: verified_on date day default=on | Hari data lolos verifikasi | Day on which the data were verified
-- arg: removed_on date day | Hari nonaktif sebagai PBI | Day on which the membership on the state's list ended
-- arg: care_class int64 class values=1,2,3 default=3 | Kelas perawatan | Class of care
-- arg: members int64 persons min=1 max=1000 default=1 | Jumlah anggota keluarga | Family members
-- res: contribution_month date month | Bulan berjalan | Current month
-- res: monthly_idr int64 idr/month | Iuran keluarga sebulan | The family's contribution of one month
-- res: wait_pay_from date day | Menunggu: iuran pertama paling cepat | Waiting: first contribution not before
-- res: wait_idr int64 idr | Menunggu: dibayar pada hari itu | Waiting: paid on that day
-- res: back_months int64 months | Tanpa menunggu: bulan yang dibayar | Without waiting: months paid
-- res: back_idr int64 idr | Tanpa menunggu: dibayar sekarang | Without waiting: paid now
-- res: back_active_on date day | Tanpa menunggu: aktif mulai | Without waiting: active from
-- when: jkn.pbpu_bp.kelas1 | care_class=1
-- when: jkn.pbpu_bp.kelas2 | care_class=2
-- when: jkn.pbpu_bp.kelas3_member_pays | care_class=3
-- say.id: Menunggu: bayar {wait_idr} mulai {wait_pay_from}. Tanpa menunggu: bayar {back_idr} untuk {back_months} bulan, aktif hari ini.
-- say.en: Waiting: pay {wait_idr} from {wait_pay_from}. Without waiting: pay {back_idr} for {back_months} months, active today.
-- say.id.REMOVED_LATER: Pada hari verifikasi masih PBI: tidak perlu membayar.
-- say.en.REMOVED_LATER: On the day of verification still on the state's list: nothing need be paid.
-- The months are those from the removal to the current one, each at the contribution of the month of payment.
SELECT
  ask_no, CASE WHEN reason = 'REMOVED_LATER' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason, contribution_month, monthly_idr,
  wait_pay_from, monthly_idr AS wait_idr, back_months, back_months * monthly_idr AS back_idr, verified_on AS back_active_on
FROM (
  SELECT
    *, CASE WHEN removed_on > verified_on THEN 'REMOVED_LATER' ELSE 'TWO_WAYS' END AS reason,
    add_days(verified_on, param('jkn.new_pbpu.waiting_days', verified_on)) AS wait_pay_from,
    CASE WHEN removed_on > verified_on OR NOT param('jkn.new_pbpu.former_pbi_choice', verified_on) THEN 0
      ELSE months_between(verified_on, removed_on) + 1 END AS back_months,
    CASE care_class
      WHEN 1 THEN param('jkn.pbpu_bp.kelas1', contribution_month)
      WHEN 2 THEN param('jkn.pbpu_bp.kelas2', contribution_month)
      ELSE param('jkn.pbpu_bp.kelas3_member_pays', contribution_month)
    END * members AS monthly_idr
  FROM (SELECT *, month_start(verified_on) AS contribution_month FROM asked) AS dated
) AS priced
