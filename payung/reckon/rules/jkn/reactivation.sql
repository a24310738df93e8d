-- id: jkn.reactivation
-- label: Yang dibayar agar kepesertaan mandiri aktif kembali | What a self-paying family pays to be active again
-- sources: jkn.reactivation_payment, jkn.arrears_months_max, jkn.pbpu_bp.kelas1, jkn.pbpu_bp.kelas2, jkn.pbpu_bp.kelas3_member_pays
-- in: asked (ask_no, paid_on, arrears_months, care_class, members)
-- out: contribution_month month, months_billed months, monthly_idr idr/month, arrears_idr idr, current_idr idr, total_idr idr, rest_months months, rest_idr idr, rest_paid_until day
-- arg: paid_on date day default=on | Hari membayar | Day of payment
-- arg: arrears_months int64 months max=1200 | Bulan yang tertunggak | Months in arrears
-- arg: care_class int64 class values=1,2,3 | Kelas perawatan | Class of care
-- arg: members int64 persons min=1 max=1000 default=1 | Jumlah anggota keluarga | Family members
-- res: contribution_month date month | Bulan berjalan | Current month
-- res: months_billed int64 months | Bulan tunggakan yang ditagih sekarang | Months of arrears billed now
-- res: monthly_idr int64 idr/month | Iuran keluarga sebulan | The family's contribution of one month
-- res: arrears_idr int64 idr | Tunggakan yang ditagih sekarang | Arrears billed now
-- res: current_idr int64 idr | Iuran bulan berjalan | Contribution of the current month
-- res: total_idr int64 idr | Dibayar sekarang | Paid now
-- res: rest_months int64 months | Bulan yang tetap terutang | Months that remain owed
-- res: rest_idr int64 idr | Sisa yang tetap terutang | Rest that remains owed
-- res: rest_paid_until date day optional | Sisa dilunasi paling lambat | Rest to be paid by
-- when: jkn.pbpu_bp.kelas1 | care_class=1
-- when: jkn.pbpu_bp.kelas2 | care_class=2
-- when: jkn.pbpu_bp.kelas3_member_pays | care_class=3
-- lapsing: jkn.reactivation_payment/rest_paid_until
-- say.id: Untuk aktif kembali dibayar {total_idr}[: tunggakan {months_billed} bulan {arrears_idr} dan bulan berjalan {current_idr}].
-- say.en: To be active again {total_idr} is paid[: {arrears_idr} for {months_billed} months of arrears and {current_idr} for the current month].
-- say.id.REST_REMAINS: Untuk aktif kembali dibayar {total_idr}; sisa {rest_idr} dilunasi paling lambat {rest_paid_until}.
-- say.en.REST_REMAINS: To be active again {total_idr} is paid; the rest of {rest_idr} is paid by {rest_paid_until}.
-- Every month is billed at the contribution of the month of payment, as the programme's own examples do.
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN rest_months > 0 THEN 'REST_REMAINS' WHEN arrears_months > months_billed THEN 'ARREARS_AT_CAP'
    ELSE 'ARREARS_IN_FULL' END AS reason,
  contribution_month, months_billed, monthly_idr, months_billed * monthly_idr AS arrears_idr,
  monthly_idr * param('jkn.reactivation_payment', paid_on, 'current_months') AS current_idr,
  monthly_idr * (months_billed + param('jkn.reactivation_payment', paid_on, 'current_months')) AS total_idr,
  rest_months, rest_months * monthly_idr AS rest_idr,
  CASE WHEN rest_months > 0 THEN param('jkn.reactivation_payment', paid_on, 'rest_paid_until') END AS rest_paid_until
FROM (
  SELECT
    *, LEAST(arrears_months, param('jkn.arrears_months_max', paid_on)) - months_billed AS rest_months
  FROM (
    SELECT
      *, CASE care_class
        WHEN 1 THEN param('jkn.pbpu_bp.kelas1', contribution_month)
        WHEN 2 THEN param('jkn.pbpu_bp.kelas2', contribution_month)
        ELSE param('jkn.pbpu_bp.kelas3_member_pays', contribution_month)
      END * members AS monthly_idr,
      LEAST(arrears_months, param('jkn.reactivation_payment', paid_on, 'months_cap')) AS months_billed
    FROM (SELECT *, month_start(paid_on) AS contribution_month FROM asked) AS dated
  ) AS priced
) AS counted
