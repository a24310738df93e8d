-- id: jkn.ppu.reactivation
-- label: Yang dibayar pemberi kerja agar pekerjanya aktif kembali | What an employer pays so that the workers are active again
-- sources: jkn.reactivation_payment, jkn.arrears_months_max, jkn.late_fee_monthly, jkn.employer_late_admin_fine
-- in: asked (ask_no, paid_on, owed_monthly_idr, arrears_months, fined_months)
-- out: months_billed months, arrears_idr idr, current_idr idr, late_fee_idr idr, admin_fine_idr idr, total_idr idr, rest_months months, rest_idr idr, rest_paid_until day
-- arg: paid_on date day default=on | Hari membayar | Day of payment
-- arg: owed_monthly_idr int64 idr/month max=100000000000 | Iuran sebulan semua pekerja, bagian pemberi kerja dan pekerja | Contribution of one month for all workers, the employer's and the workers' shares
-- arg: arrears_months int64 months max=1200 | Bulan yang tertunggak | Months in arrears
-- arg: fined_months int64 months max=120 default=0 | Bulan yang dikenai denda administratif setelah dua teguran | Months for which the administrative fine was imposed after two warnings
-- res: months_billed int64 months | Bulan tunggakan yang ditagih sekarang | Months of arrears billed now
-- res: arrears_idr int64 idr | Tunggakan yang ditagih sekarang | Arrears billed now
-- res: current_idr int64 idr | Iuran bulan berjalan | Contribution of the current month
-- res: late_fee_idr int64 idr | Denda keterlambatan | Late fee
-- res: admin_fine_idr int64 idr | Denda administratif | Administrative fine
-- res: total_idr int64 idr | Dibayar pemberi kerja sekarang | Paid by the employer now
-- res: rest_months int64 months | Bulan yang tetap terutang | Months that remain owed
-- res: rest_idr int64 idr | Sisa yang tetap terutang | Rest that remains owed
-- res: rest_paid_until date day optional | Sisa dilunasi paling lambat | Rest to be paid by
-- when: jkn.employer_late_admin_fine | fined_months!=0
-- lapsing: jkn.reactivation_payment/rest_paid_until
-- nothing: admin_fine_idr | tidak ada denda administratif yang dikenakan | no administrative fine was imposed
-- say.id: Pemberi kerja membayar {total_idr}: [tunggakan {months_billed} bulan {arrears_idr}, ]bulan berjalan {current_idr}[, denda {admin_fine_idr}].
-- say.en: The employer pays {total_idr}: [{arrears_idr} for {months_billed} months of arrears, ]{current_idr} for the current month[, a fine of {admin_fine_idr}].
-- say.id.REST_REMAINS: Pemberi kerja membayar {total_idr}; sisa {rest_idr} dilunasi paling lambat {rest_paid_until}.
-- say.en.REST_REMAINS: The employer pays {total_idr}; the rest of {rest_idr} is paid by {rest_paid_until}.
-- The employer pays both shares in; a service fine within the window is the employer's too (jkn.service_fine).
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN rest_months > 0 THEN 'REST_REMAINS' WHEN arrears_months > months_billed THEN 'ARREARS_AT_CAP'
    ELSE 'ARREARS_IN_FULL' END AS reason,
  months_billed, arrears_idr, current_idr, late_fee_idr, admin_fine_idr,
  arrears_idr + current_idr + late_fee_idr + admin_fine_idr AS total_idr, rest_months,
  rest_months * owed_monthly_idr AS rest_idr,
  CASE WHEN rest_months > 0 THEN param('jkn.reactivation_payment', paid_on, 'rest_paid_until') END AS rest_paid_until
FROM (
  SELECT
    *, months_billed * owed_monthly_idr AS arrears_idr,
    owed_monthly_idr * param('jkn.reactivation_payment', paid_on, 'current_months') AS current_idr,
    owed_monthly_idr * param('jkn.late_fee_monthly', paid_on) * months_billed // 100000 AS late_fee_idr,
    CASE WHEN fined_months = 0 THEN 0
      ELSE owed_monthly_idr * months_billed * param('jkn.employer_late_admin_fine', paid_on) * fined_months // 100000
      END AS admin_fine_idr,
    LEAST(arrears_months, param('jkn.arrears_months_max', paid_on)) - months_billed AS rest_months
  FROM (
    SELECT *, LEAST(arrears_months, param('jkn.reactivation_payment', paid_on, 'months_cap')) AS months_billed
    FROM asked
  ) AS counted
) AS priced
