-- id: jkn.pbi.eligibility
-- label: Siapa yang dapat diusulkan menjadi PBI menurut desil DTSEN | Who may be proposed for the state's list, by DTSEN decile
-- sources: jkn.pbi.eligible_deciles
-- in: asked (ask_no, asked_on, decile, is_on_list)
-- out: decile_max decile, decile_max_elsewhere decile
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: decile int64 decile min=1 max=10 optional | Desil DTSEN keluarga; kosong bila belum masuk DTSEN | DTSEN decile of the family; nothing where DTSEN does not know it
-- arg: is_on_list bool yes_no default=false | Sudah PBI | On the state's list already
-- res: decile_max int64 decile | Desil tertinggi yang layak | Highest decile that qualifies
-- res: decile_max_elsewhere int64 decile optional | Desil tertinggi menurut sumber lain | Highest decile by other sources
-- say.id: Desil {decile} termasuk yang layak PBI (sampai desil {decile_max}): diusulkan lewat desa atau dinas sosial.
-- say.en: Decile {decile} qualifies for the state's list (up to decile {decile_max}): be proposed by the village or the social office.
-- say.id.DECILE_DISPUTED: Desil {decile} layak menurut Menteri Sosial (sampai desil {decile_max}); sumber lain hanya sampai desil {decile_max_elsewhere}. Ajukan, dan minta keputusan tertulis.
-- say.en.DECILE_DISPUTED: Decile {decile} qualifies by the minister's word (up to decile {decile_max}); other sources stop at decile {decile_max_elsewhere}. Ask, and ask for the decision in writing.
-- say.id.DECILE_TOO_HIGH: Desil {decile} di atas batas {decile_max}: bila data keliru, mutakhirkan di desa; bila sakit kronis, ajukan pengaktifan kembali.
-- say.en.DECILE_TOO_HIGH: Decile {decile} is above the limit of {decile_max}: have wrong data put right at the village; in chronic illness ask for reactivation.
-- say.id.NOT_IN_DTSEN: Belum masuk DTSEN tetapi tetap dapat diusulkan: minta pendataan di desa atau kelurahan.
-- say.en.NOT_IN_DTSEN: DTSEN does not know the family, which may be proposed all the same: ask the village to record it.
-- say.id.ALREADY_ON_LIST: Sudah PBI.
-- say.en.ALREADY_ON_LIST: On the state's list already.
-- A decile is no right to a place: the quota of a region may put poorer families first.
SELECT
  ask_no, CASE WHEN reason = 'DECILE_TOO_HIGH' THEN 'REFUSED' ELSE 'OK' END AS outcome, reason, decile_max,
  decile_max_elsewhere
FROM (
  SELECT
    *,
    CASE
      WHEN is_on_list THEN 'ALREADY_ON_LIST'
      WHEN decile IS NULL THEN 'NOT_IN_DTSEN'
      WHEN decile > decile_max THEN 'DECILE_TOO_HIGH'
      WHEN decile > decile_max_elsewhere THEN 'DECILE_DISPUTED'
      ELSE 'ELIGIBLE'
    END AS reason
  FROM (
    SELECT
      *, param('jkn.pbi.eligible_deciles', asked_on, 'max') AS decile_max,
      param('jkn.pbi.eligible_deciles', asked_on, 'max_elsewhere') AS decile_max_elsewhere
    FROM asked
  ) AS limited
) AS judged
