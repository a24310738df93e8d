-- id: jakon.contract
-- label: Iuran JKK dan JKM jasa konstruksi dari nilai kontrak | Construction: JKK and JKM contributions by contract value
-- sources: jakon.jkk_contract_bands, jakon.jkm_contract_bands
-- in: asked (ask_no, contract_on, contract_value_idr)
-- out: jkk_idr idr, jkm_idr idr, total_idr idr
-- arg: contract_on date day default=on | Hari kontrak | Day of the contract
-- arg: contract_value_idr int64 idr max=999000000000000 | Nilai kontrak tanpa PPN | Value of the contract without VAT
-- res: jkk_idr int64 idr | Kecelakaan kerja (JKK) | Work accident (JKK)
-- res: jkm_idr int64 idr | Kematian (JKM) | Death (JKM)
-- res: total_idr int64 idr | Iuran seluruhnya | Whole contribution
-- say.id: Iuran proyek adalah {total_idr}: JKK {jkk_idr} dan JKM {jkm_idr}.
-- say.en: The contribution of the project is {total_idr}: JKK {jkk_idr} and JKM {jkm_idr}.
-- Each rate is charged on the part of the value above the lower limit of its band only.
SELECT ask_no, 'OK' AS outcome, 'PROGRESSIVE' AS reason, jkk_idr, jkm_idr, jkk_idr + jkm_idr AS total_idr
FROM (
  SELECT
    ask_no,
    bracket('jakon.jkk_contract_bands', contract_on, contract_value_idr, 'charge_below')
      + (contract_value_idr - bracket('jakon.jkk_contract_bands', contract_on, contract_value_idr, 'min'))
        * bracket('jakon.jkk_contract_bands', contract_on, contract_value_idr, 'rate') // 100000 AS jkk_idr,
    bracket('jakon.jkm_contract_bands', contract_on, contract_value_idr, 'charge_below')
      + (contract_value_idr - bracket('jakon.jkm_contract_bands', contract_on, contract_value_idr, 'min'))
        * bracket('jakon.jkm_contract_bands', contract_on, contract_value_idr, 'rate') // 100000 AS jkm_idr
  FROM asked
) AS charged
