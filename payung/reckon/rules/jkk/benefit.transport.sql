-- id: jkk.benefit.transport
-- label: Penggantian biaya angkutan korban | Cost of bringing the injured person to care
-- sources: jkk.transport_caps
-- in: asked (ask_no, event_on, land_cost_idr, sea_cost_idr, air_cost_idr)
-- out: land_idr idr, sea_idr idr, air_idr idr, total_idr idr
-- arg: event_on date day default=on | Hari kecelakaan | Day of the accident
-- arg: land_cost_idr int64 idr default=0 | Biaya angkutan darat, sungai, danau | Cost by land, river or lake
-- arg: sea_cost_idr int64 idr default=0 | Biaya angkutan laut | Cost by sea
-- arg: air_cost_idr int64 idr default=0 | Biaya angkutan udara | Cost by air
-- res: land_idr int64 idr | Diganti: darat, sungai, danau | Paid back: land, river, lake
-- res: sea_idr int64 idr | Diganti: laut | Paid back: sea
-- res: air_idr int64 idr | Diganti: udara | Paid back: air
-- res: total_idr int64 idr | Diganti seluruhnya | Paid back in all
-- say.id: Biaya angkutan diganti {total_idr}.
-- say.en: The cost of transport is paid back with {total_idr}.
-- Who needs more than one mode is paid back up to the limit of each.
SELECT
  ask_no, 'OK' AS outcome,
  CASE WHEN land_idr < land_cost_idr OR sea_idr < sea_cost_idr OR air_idr < air_cost_idr
    THEN 'COST_AT_CAP' ELSE 'COST_IN_FULL' END AS reason,
  land_idr, sea_idr, air_idr, land_idr + sea_idr + air_idr AS total_idr
FROM (
  SELECT
    *, LEAST(land_cost_idr, param('jkk.transport_caps', event_on, 'darat_sungai_danau')) AS land_idr,
    LEAST(sea_cost_idr, param('jkk.transport_caps', event_on, 'laut')) AS sea_idr,
    LEAST(air_cost_idr, param('jkk.transport_caps', event_on, 'udara')) AS air_idr
  FROM asked
) AS capped
