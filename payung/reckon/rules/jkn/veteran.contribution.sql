-- id: jkn.veteran.contribution
-- label: Iuran JKN veteran dan perintis kemerdekaan | JKN contribution of veterans and independence pioneers
-- sources: jkn.veteran.contribution_rate
-- in: asked (ask_no, contribution_month, reference_pay_monthly_idr)
-- out: base_idr idr/month, state_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: reference_pay_monthly_idr int64 idr/month | Gaji pokok PNS golongan III/a masa kerja 14 tahun pada bulan itu | Basic pay of a civil servant of grade III/a with 14 years of service in that month
-- res: base_idr int64 idr/month | Dasar iuran | Base of the contribution
-- res: state_idr int64 idr/month | Dibayar pemerintah | Paid by the government
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- say.id: Iuran bulan {contribution_month} adalah {total_idr}, seluruhnya dibayar pemerintah.
-- say.en: The contribution of {contribution_month} is {total_idr}, all of it paid by the government.
SELECT ask_no, 'OK' AS outcome, 'PAID_BY_STATE' AS reason, base_idr, state_idr, state_idr AS total_idr
FROM (
  SELECT
    ask_no, base_idr, base_idr * param('jkn.veteran.contribution_rate', contribution_month, 'rate') // 100000 AS state_idr
  FROM (
    SELECT
      *,
      reference_pay_monthly_idr
        * param('jkn.veteran.contribution_rate', contribution_month, 'base_share') // 100000 AS base_idr
    FROM asked
  ) AS based
) AS charged
