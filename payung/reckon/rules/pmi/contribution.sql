-- id: pmi.contribution
-- label: Iuran JKK dan JKM pekerja migran | JKK and JKM contributions of a migrant worker
-- sources: pmi.contribution
-- in: asked (ask_no, registered_on, route, package, extra_months)
-- out: before_idr idr, during_idr idr, extra_idr idr, total_idr idr
-- arg: registered_on date day default=on | Hari mendaftar | Day of registration
-- arg: route text code values=AGENCY,INDIVIDUAL | Jalur: pelaksana penempatan, atau perseorangan | Route: through an agency, or individually
-- arg: package text code values=bulan6,bulan12,bulan24 | Paket masa kontrak | Package of the contract's length
-- arg: extra_months int64 months max=600 default=0 | Bulan kelebihan di atas paket | Months beyond the package
-- res: before_idr int64 idr | Sebelum bekerja | Before work
-- res: during_idr int64 idr | Selama paket | During the package
-- res: extra_idr int64 idr | Bulan kelebihan | Months beyond it
-- res: total_idr int64 idr | Iuran seluruhnya | Whole contribution
-- say.id: Iuran seluruhnya {total_idr}.
-- say.en: The whole contribution is {total_idr}.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN route = 'AGENCY' THEN 'WITH_TIME_BEFORE_WORK' ELSE 'DURING_WORK_ONLY' END AS reason,
  before_idr, during_idr, extra_idr, before_idr + during_idr + extra_idr AS total_idr
FROM (
  SELECT
    *, CASE WHEN route = 'AGENCY' THEN param('pmi.contribution', registered_on, 'sebelum_bekerja') ELSE 0 END AS before_idr,
    param('pmi.contribution', registered_on, package) AS during_idr,
    param('pmi.contribution', registered_on, 'per_bulan_kelebihan') * extra_months AS extra_idr
  FROM asked
) AS charged
