-- id: jakon.contract
-- label: Iuran JKK dan JKM jasa konstruksi dari nilai kontrak | Construction: JKK and JKM contributions by contract value
-- sources: jakon.jkk_contract_bands, jakon.jkm_contract_bands, pu.covid_relief
-- in: asked (ask_no, contract_on, contract_value_idr, meets_relief_conditions)
-- out: relief_idr idr, jkk_idr idr, jkm_idr idr, total_idr idr
-- arg: contract_on date day default=on | Hari kontrak | Day of the contract
-- arg: contract_value_idr int64 idr max=999000000000000 | Nilai kontrak tanpa PPN | Value of the contract without VAT
-- arg: meets_relief_conditions bool yes_no default=true | Memenuhi syarat keringanan 2020 (lunas sampai Juli 2020) | Meets the conditions of the 2020 relief (paid up to July 2020)
-- res: relief_idr int64 idr | Keringanan | Relief
-- res: jkk_idr int64 idr | Kecelakaan kerja (JKK) | Work accident (JKK)
-- res: jkm_idr int64 idr | Kematian (JKM) | Death (JKM)
-- res: total_idr int64 idr | Iuran seluruhnya | Whole contribution
-- when: pu.covid_relief | meets_relief_conditions=true
-- lapsing: pu.covid_relief
-- nothing: relief_idr | tidak ada keringanan yang berlaku | no relief applies
-- say.id: Iuran proyek adalah {total_idr}: JKK {jkk_idr} dan JKM {jkm_idr}.
-- say.en: The contribution of the project is {total_idr}: JKK {jkk_idr} and JKM {jkm_idr}.
-- The relief of 2020 is that of the day of the contract. Each rate is charged on the part of the value above the lower limit of its band only.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN relief_per_100000 > 0 THEN 'RELIEF_IN_FORCE' ELSE 'PROGRESSIVE' END AS reason,
  jkk_idr * relief_per_100000 // 100000 + jkm_idr * relief_per_100000 // 100000 AS relief_idr,
  jkk_idr - jkk_idr * relief_per_100000 // 100000 AS jkk_idr, jkm_idr - jkm_idr * relief_per_100000 // 100000 AS jkm_idr,
  jkk_idr - jkk_idr * relief_per_100000 // 100000 + jkm_idr - jkm_idr * relief_per_100000 // 100000 AS total_idr
FROM (
  SELECT
    ask_no,
    CASE WHEN meets_relief_conditions
      THEN 100000 - COALESCE(param('pu.covid_relief', contract_on), 100000) ELSE 0 END AS relief_per_100000,
    bracket('jakon.jkk_contract_bands', contract_on, contract_value_idr, 'charge_below')
      + (contract_value_idr - bracket('jakon.jkk_contract_bands', contract_on, contract_value_idr, 'min'))
        * bracket('jakon.jkk_contract_bands', contract_on, contract_value_idr, 'rate') // 100000 AS jkk_idr,
    bracket('jakon.jkm_contract_bands', contract_on, contract_value_idr, 'charge_below')
      + (contract_value_idr - bracket('jakon.jkm_contract_bands', contract_on, contract_value_idr, 'min'))
        * bracket('jakon.jkm_contract_bands', contract_on, contract_value_idr, 'rate') // 100000 AS jkm_idr
  FROM asked
) AS charged
