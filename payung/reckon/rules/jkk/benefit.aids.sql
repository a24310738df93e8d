-- id: jkk.benefit.aids
-- label: Penggantian alat bantu dan perawatan di rumah | Aids and care at home that are paid back
-- sources: jkk.other_caps
-- in: asked (ask_no, event_on, aid, cost_idr, hospital_price_idr)
-- out: limit_idr idr, paid_idr idr
-- arg: event_on date day default=on | Hari kecelakaan | Day of the accident
-- arg: aid text code values=GLASSES,DENTURES,HEARING_AID,HOME_CARE,PROSTHESIS | Alat atau layanan: kacamata, gigi tiruan, alat bantu dengar, perawatan di rumah, protese | Aid or care: glasses, dentures, hearing aid, care at home, prosthesis
-- arg: cost_idr int64 idr | Biaya; untuk perawatan di rumah, dalam satu tahun | Cost; of care at home, within one year
-- arg: hospital_price_idr int64 idr default=0 | Harga patokan rumah sakit rujukan pemerintah untuk protese | Standard price of the government's hospital for a prosthesis
-- res: limit_idr int64 idr | Batas penggantian | Highest amount paid back
-- res: paid_idr int64 idr | Diganti | Paid back
-- say.id: Diganti {paid_idr}; batasnya {limit_idr}.
-- say.en: {paid_idr} is paid back; the limit is {limit_idr}.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN cost_idr > limit_idr THEN 'COST_AT_CAP' ELSE 'COST_IN_FULL' END AS reason,
  limit_idr, LEAST(cost_idr, limit_idr) AS paid_idr
FROM (
  SELECT
    *,
    CASE aid
      WHEN 'GLASSES' THEN param('jkk.other_caps', event_on, 'kacamata')
      WHEN 'DENTURES' THEN param('jkk.other_caps', event_on, 'gigi_tiruan')
      WHEN 'HEARING_AID' THEN param('jkk.other_caps', event_on, 'alat_bantu_dengar')
      WHEN 'HOME_CARE' THEN param('jkk.other_caps', event_on, 'homecare_max_1yr')
      ELSE hospital_price_idr * param('jkk.other_caps', event_on, 'prothese_orthose_factor') // 100000
    END AS limit_idr
  FROM asked
) AS limited
