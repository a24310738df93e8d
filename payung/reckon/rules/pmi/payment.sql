-- id: pmi.payment
-- label: Kapan iuran pekerja migran dibayar | When the contributions of a migrant worker are paid
-- sources: pmi.payment, pmi.contribution
-- in: asked (ask_no, route, package, extra_months, placed_on, departs_on, asked_on)
-- out: first_from day, first_idr idr, rest_before day, rest_idr idr, total_idr idr
-- arg: route text code values=AGENCY,INDIVIDUAL | Jalur: pelaksana penempatan, atau perseorangan | Route: through an agency, or individually
-- arg: package text code values=bulan6,bulan12,bulan24 | Paket masa kontrak | Package of the contract's length
-- arg: extra_months int64 months max=600 default=0 | Bulan kelebihan di atas paket | Months beyond the package
-- arg: placed_on date day optional | Hari menandatangani perjanjian penempatan | Day on which the placement agreement is signed
-- arg: departs_on date day | Hari keberangkatan | Day of departure
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- needs: placed_on | route=AGENCY
-- res: first_from date day optional | Iuran sebelum bekerja dibayar mulai | Contribution for the time before work is paid from
-- res: first_idr int64 idr | Iuran sebelum bekerja | Contribution for the time before work
-- res: rest_before date day | Iuran selama dan setelah bekerja dibayar sebelum | Contribution for work and after is paid before
-- res: rest_idr int64 idr | Iuran selama dan setelah bekerja | Contribution for work and after
-- res: total_idr int64 idr | Iuran seluruhnya | Whole contribution
-- when: pmi.contribution | reason!=DEPARTED
-- say.id: Dibayar sekaligus {rest_idr} sebelum berangkat pada {rest_before}.
-- say.en: {rest_idr} is paid at once, before the departure on {rest_before}.
-- say.id.IN_TWO_STEPS: Dibayar {first_idr} setelah perjanjian penempatan ditandatangani, lalu {rest_idr} sebelum berangkat pada {rest_before}.
-- say.en.IN_TWO_STEPS: {first_idr} is paid once the placement agreement is signed, then {rest_idr} before the departure on {rest_before}.
-- say.id.DEPARTED: Sudah berangkat pada {rest_before}: pendaftaran di negara tujuan lewat perwakilan Indonesia.
-- say.en.DEPARTED: Departed on {rest_before}: registration in the country of work is through Indonesia's mission there.
-- Registration and payment come before the departure; the law names no calendar day.
SELECT
  ask_no, CASE WHEN reason = 'DEPARTED' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason,
  CASE WHEN reason = 'IN_TWO_STEPS' THEN placed_on END AS first_from, first_idr, departs_on AS rest_before, rest_idr,
  first_idr + rest_idr AS total_idr
FROM (
  SELECT
    *,
    CASE WHEN route = 'AGENCY' AND param('pmi.payment', asked_on, 'agency_in_two_steps')
      THEN param('pmi.contribution', asked_on, 'sebelum_bekerja') ELSE 0 END AS first_idr,
    param('pmi.contribution', asked_on, package)
      + param('pmi.contribution', asked_on, 'per_bulan_kelebihan') * extra_months AS rest_idr,
    CASE
      WHEN asked_on >= departs_on AND param('pmi.payment', asked_on, 'before_departure') THEN 'DEPARTED'
      WHEN route = 'AGENCY' AND param('pmi.payment', asked_on, 'agency_in_two_steps') THEN 'IN_TWO_STEPS'
      ELSE 'AT_ONCE'
    END AS reason
  FROM asked
) AS judged
