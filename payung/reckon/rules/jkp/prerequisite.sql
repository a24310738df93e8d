-- id: jkp.prerequisite
-- label: Program yang harus diikuti untuk JKP | Programmes that JKP asks for
-- sources: jkp.programme_prerequisite
-- in: asked (ask_no, as_of_day, scale, has_jkk, has_jkm, has_jht, has_jp, has_jkn, jkn_segment)
-- out: missing code
-- arg: as_of_day date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: scale text code values=MEDIUM_LARGE,MICRO_SMALL | Skala usaha: menengah atau besar, mikro atau kecil | Scale of the enterprise: medium or large, micro or small
-- arg: has_jkk bool yes_no | Ikut JKK | In JKK
-- arg: has_jkm bool yes_no | Ikut JKM | In JKM
-- arg: has_jht bool yes_no | Ikut JHT | In JHT
-- arg: has_jp bool yes_no | Ikut JP | In JP
-- arg: has_jkn bool yes_no | Ikut JKN | In JKN
-- arg: jkn_segment text code values=PBI,PBPU_PEMDA,PPU_BU,PPU_PN,PBPU,BP default=PPU_BU | Segmen JKN | JKN segment
-- res: missing text code values=JKK,JKM,JHT,JP,JKN optional | Program yang belum diikuti | Programme that is missing
-- say.id: Semua program yang disyaratkan sudah diikuti.
-- say.en: All the programmes that are required are there.
-- say.id.PROGRAMME_MISSING: Belum ikut {missing}.
-- say.en.PROGRAMME_MISSING: {missing} is missing.
-- say.id.NOT_WAGE_EARNER_JKN: Pada {as_of_day} JKP mensyaratkan JKN sebagai pekerja penerima upah badan usaha.
-- say.en.NOT_WAGE_EARNER_JKN: On {as_of_day} JKP asked for JKN as a wage earner of an enterprise.
SELECT
  ask_no, CASE WHEN reason = 'ELIGIBLE' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason, missing
FROM (
  SELECT
    ask_no, missing,
    CASE
      WHEN missing IS NOT NULL THEN 'PROGRAMME_MISSING'
      WHEN param('jkp.programme_prerequisite', as_of_day, 'jkn_segment') <> 'ANY'
        AND param('jkp.programme_prerequisite', as_of_day, 'jkn_segment') <> jkn_segment THEN 'NOT_WAGE_EARNER_JKN'
      ELSE 'ELIGIBLE'
    END AS reason
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT has_jkk AND needs_jkk THEN 'JKK' WHEN NOT has_jkm AND needs_jkm THEN 'JKM'
        WHEN NOT has_jht AND needs_jht THEN 'JHT' WHEN NOT has_jp AND needs_jp THEN 'JP'
        WHEN NOT has_jkn AND needs_jkn THEN 'JKN'
      END AS missing
    FROM (
      SELECT
        *,
        CASE scale WHEN 'MICRO_SMALL' THEN param('jkp.programme_prerequisite', as_of_day, 'mikro_kecil', 'JKK')
          ELSE param('jkp.programme_prerequisite', as_of_day, 'menengah_besar', 'JKK') END AS needs_jkk,
        CASE scale WHEN 'MICRO_SMALL' THEN param('jkp.programme_prerequisite', as_of_day, 'mikro_kecil', 'JKM')
          ELSE param('jkp.programme_prerequisite', as_of_day, 'menengah_besar', 'JKM') END AS needs_jkm,
        CASE scale WHEN 'MICRO_SMALL' THEN param('jkp.programme_prerequisite', as_of_day, 'mikro_kecil', 'JHT')
          ELSE param('jkp.programme_prerequisite', as_of_day, 'menengah_besar', 'JHT') END AS needs_jht,
        CASE scale WHEN 'MICRO_SMALL' THEN param('jkp.programme_prerequisite', as_of_day, 'mikro_kecil', 'JP')
          ELSE param('jkp.programme_prerequisite', as_of_day, 'menengah_besar', 'JP') END AS needs_jp,
        CASE scale WHEN 'MICRO_SMALL' THEN param('jkp.programme_prerequisite', as_of_day, 'mikro_kecil', 'JKN')
          ELSE param('jkp.programme_prerequisite', as_of_day, 'menengah_besar', 'JKN') END AS needs_jkn
      FROM asked
    ) AS required
  ) AS compared
) AS judged
