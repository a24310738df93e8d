-- id: jkn.bp_pn.contribution
-- label: Iuran JKN penerima pensiun PNS, TNI, dan Polri | JKN contribution of pensioners of the state
-- sources: jkn.bp_pn.pension_split
-- in: asked (ask_no, contribution_month, pension_monthly_idr)
-- out: state_idr idr/month, pensioner_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: pension_monthly_idr int64 idr/month | Pensiun pokok dan tunjangan keluarga sebulan | Monthly basic pension and family allowance
-- res: state_idr int64 idr/month | Dibayar pemerintah | Paid by the government
-- res: pensioner_idr int64 idr/month | Dibayar penerima pensiun | Paid by the pensioner
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}: pemerintah membayar {state_idr}, penerima pensiun {pensioner_idr}.
-- say.en: The contribution of {contribution_month} is {total_idr}: the government pays {state_idr}, the pensioner {pensioner_idr}.
SELECT
  ask_no, 'OK' AS outcome, 'FULL_RATE' AS reason, state_idr, pensioner_idr, state_idr + pensioner_idr AS total_idr
FROM (
  SELECT
    ask_no,
    pension_monthly_idr * param('jkn.bp_pn.pension_split', contribution_month, 'government') // 100000 AS state_idr,
    pension_monthly_idr * param('jkn.bp_pn.pension_split', contribution_month, 'pensioner') // 100000 AS pensioner_idr
  FROM asked
) AS shared
