-- id: jkn.rehab.plan
-- label: Rencana cicilan tunggakan (REHAB) | Plan of instalments for arrears (REHAB)
-- sources: jkn.rehab.active_when, jkn.rehab.max_instalments, jkn.pbpu_bp.kelas1, jkn.pbpu_bp.kelas2, jkn.pbpu_bp.kelas3_member_pays, jkn.arrears_months_max, jkn.rehab.min_months_moved, jkn.rehab.min_months
-- in: asked (ask_no, asked_on, arrears_months, care_class, members, has_moved_segment)
-- out: contribution_month month, months_billed months, arrears_idr idr, instalments months, instalment_idr idr/month, last_instalment_idr idr, current_idr idr/month, monthly_idr idr/month, active_after code
-- arg: asked_on date day default=on | Hari mendaftar cicilan | Day of the application
-- arg: arrears_months int64 months max=1200 | Bulan yang tertunggak | Months in arrears
-- arg: care_class int64 class values=1,2,3 | Kelas perawatan | Class of care
-- arg: members int64 persons min=1 max=1000 default=1 | Jumlah anggota keluarga | Family members
-- arg: has_moved_segment bool yes_no default=false | Sudah pindah segmen | Has moved to another segment
-- res: contribution_month date month | Bulan berjalan | Current month
-- res: months_billed int64 months | Bulan yang dicicil | Months in the plan
-- res: arrears_idr int64 idr | Tunggakan yang dicicil | Arrears in the plan
-- res: instalments int64 months | Cicilan paling banyak | Most instalments
-- res: instalment_idr int64 idr/month optional | Cicilan sebulan | Monthly instalment
-- res: last_instalment_idr int64 idr optional | Cicilan terakhir | Last instalment
-- res: current_idr int64 idr/month | Iuran berjalan yang dibayar bersama cicilan | Current contribution paid with it
-- res: monthly_idr int64 idr/month optional | Dibayar sebulan | Paid a month
-- res: active_after text code values=ALL_ARREARS_PAID,LAST_INSTALMENT optional | Aktif kembali setelah | Active again after
-- when: jkn.pbpu_bp.kelas1 | care_class=1
-- when: jkn.pbpu_bp.kelas2 | care_class=2
-- when: jkn.pbpu_bp.kelas3_member_pays | care_class=3
-- when: jkn.rehab.min_months_moved | has_moved_segment=true
-- when: jkn.rehab.active_when | outcome=OK
-- lapsing: jkn.rehab.max_instalments/pindah_segmen, jkn.rehab.max_instalments/pbpu_aktif_arrears_divisor, jkn.rehab.max_instalments/cicilan_minimal, jkn.rehab.min_months_moved
-- say.id: Tunggakan {arrears_idr} dicicil paling banyak {instalments} kali: {monthly_idr} sebulan[, termasuk iuran berjalan {current_idr}].
-- say.en: Arrears of {arrears_idr} are paid in at most {instalments} instalments: {monthly_idr} a month[, the current contribution of {current_idr} included].
-- say.id.TOO_FEW_MONTHS: Tunggakan {arrears_months} bulan terlalu sedikit untuk dicicil.
-- say.en.TOO_FEW_MONTHS: Arrears of {arrears_months} months are too few for instalments.
-- The smaller of twelve and half of the months is the limit; who moved to another segment owes no current month here.
SELECT
  ask_no, CASE WHEN is_allowed THEN 'OK' ELSE 'REFUSED' END AS outcome,
  CASE WHEN is_allowed THEN 'PLAN' ELSE 'TOO_FEW_MONTHS' END AS reason,
  contribution_month, months_billed, arrears_idr, instalments, instalment_idr,
  arrears_idr - (instalments - 1) * instalment_idr AS last_instalment_idr, current_idr,
  instalment_idr + current_idr AS monthly_idr,
  CASE WHEN is_allowed THEN param('jkn.rehab.active_when', asked_on, 'after') END AS active_after
FROM (
  SELECT *, CASE WHEN is_allowed THEN (arrears_idr + instalments - 1) // instalments END AS instalment_idr
  FROM (
    SELECT
      *, CASE WHEN has_moved_segment THEN 0 ELSE price_idr END AS current_idr,
      CASE WHEN is_allowed THEN GREATEST(1, LEAST(
        CASE WHEN has_moved_segment
          THEN COALESCE(param('jkn.rehab.max_instalments', asked_on, 'pindah_segmen'),
            param('jkn.rehab.max_instalments', asked_on, 'pbpu_aktif'))
          ELSE LEAST(param('jkn.rehab.max_instalments', asked_on, 'pbpu_aktif'), COALESCE(
            months_billed // param('jkn.rehab.max_instalments', asked_on, 'pbpu_aktif_arrears_divisor'),
            param('jkn.rehab.max_instalments', asked_on, 'pbpu_aktif'))) END,
        arrears_idr // COALESCE(param('jkn.rehab.max_instalments', asked_on, 'cicilan_minimal'), 1)))
        ELSE 0 END AS instalments
    FROM (
      SELECT *, months_billed * price_idr AS arrears_idr
      FROM (
        SELECT
          *, CASE care_class
        WHEN 1 THEN param('jkn.pbpu_bp.kelas1', contribution_month)
        WHEN 2 THEN param('jkn.pbpu_bp.kelas2', contribution_month)
        ELSE param('jkn.pbpu_bp.kelas3_member_pays', contribution_month)
      END * members AS price_idr,
          LEAST(arrears_months, param('jkn.arrears_months_max', asked_on)) AS months_billed,
          arrears_months >= CASE WHEN has_moved_segment
            THEN COALESCE(param('jkn.rehab.min_months_moved', asked_on), param('jkn.rehab.min_months', asked_on))
            ELSE param('jkn.rehab.min_months', asked_on) END AS is_allowed
        FROM (SELECT *, month_start(asked_on) AS contribution_month FROM asked) AS dated
      ) AS priced
    ) AS owed
  ) AS planned
) AS shared
