-- id: pu.obligation
-- label: Program BPJS Ketenagakerjaan yang wajib diikuti pemberi kerja | Programmes of BPJS Ketenagakerjaan an employer must join
-- sources: pu.obligation_by_scale
-- in: asked (ask_no, asked_on, scale)
-- out: needs_jkk yes_no, needs_jkm yes_no, needs_jht yes_no, needs_jp yes_no
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: scale text code values=MICRO,SMALL,MEDIUM_LARGE | Skala usaha: mikro, kecil, menengah atau besar | Scale of the enterprise: micro, small, medium or large
-- res: needs_jkk bool yes_no | Wajib JKK | Must join JKK
-- res: needs_jkm bool yes_no | Wajib JKM | Must join JKM
-- res: needs_jht bool yes_no | Wajib JHT | Must join JHT
-- res: needs_jp bool yes_no | Wajib JP | Must join JP
-- say.id: JKK {needs_jkk}, JKM {needs_jkm}, JHT {needs_jht}, JP {needs_jp}.
-- say.en: JKK {needs_jkk}, JKM {needs_jkm}, JHT {needs_jht}, JP {needs_jp}.
SELECT
  ask_no, 'OK' AS outcome, 'BY_SCALE' AS reason,
  CASE scale WHEN 'MICRO' THEN param('pu.obligation_by_scale', asked_on, 'mikro', 'JKK')
    WHEN 'SMALL' THEN param('pu.obligation_by_scale', asked_on, 'kecil', 'JKK')
    ELSE param('pu.obligation_by_scale', asked_on, 'menengah_besar', 'JKK') END AS needs_jkk,
  CASE scale WHEN 'MICRO' THEN param('pu.obligation_by_scale', asked_on, 'mikro', 'JKM')
    WHEN 'SMALL' THEN param('pu.obligation_by_scale', asked_on, 'kecil', 'JKM')
    ELSE param('pu.obligation_by_scale', asked_on, 'menengah_besar', 'JKM') END AS needs_jkm,
  CASE scale WHEN 'MICRO' THEN param('pu.obligation_by_scale', asked_on, 'mikro', 'JHT')
    WHEN 'SMALL' THEN param('pu.obligation_by_scale', asked_on, 'kecil', 'JHT')
    ELSE param('pu.obligation_by_scale', asked_on, 'menengah_besar', 'JHT') END AS needs_jht,
  CASE scale WHEN 'MICRO' THEN param('pu.obligation_by_scale', asked_on, 'mikro', 'JP')
    WHEN 'SMALL' THEN param('pu.obligation_by_scale', asked_on, 'kecil', 'JP')
    ELSE param('pu.obligation_by_scale', asked_on, 'menengah_besar', 'JP') END AS needs_jp
FROM asked
