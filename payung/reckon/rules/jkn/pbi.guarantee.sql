-- id: jkn.pbi.guarantee
-- label: Jaminan bagi pasien kronis yang dikeluarkan dari PBI | Guarantee for chronic patients removed from the state's list
-- sources: jkn.pbi.catastrophic_auto_reactivation
-- in: asked (ask_no, guaranteed_from, asked_on, is_in_treatment)
-- out: guaranteed_until day
-- arg: guaranteed_from date day | Hari diaktifkan kembali dengan jaminan | Day of the reactivation under the guarantee
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: is_in_treatment bool yes_no | Sakit kronis atau katastropik dan sedang berobat | Chronically or gravely ill, and in treatment
-- res: guaranteed_until date day optional | Dijamin sampai | Guaranteed until
-- say.id: Layanan dijamin sampai {guaranteed_until}; ajukan pengaktifan kembali sebelum hari itu.
-- say.en: Care is guaranteed until {guaranteed_until}; ask for reactivation before that day.
-- say.id.GUARANTEE_OVER: Jaminan berakhir pada {guaranteed_until}: ajukan pengaktifan kembali lewat dinas sosial.
-- say.en.GUARANTEE_OVER: The guarantee ended on {guaranteed_until}: ask the social office for reactivation.
-- say.id.NOT_IN_TREATMENT: Jaminan ini hanya untuk pasien kronis atau katastropik yang sedang berobat.
-- say.en.NOT_IN_TREATMENT: This guarantee is for the chronically or gravely ill who are in treatment.
-- What follows the guarantee was not found in any source: asking for reactivation is the way that the law leaves.
SELECT
  ask_no, CASE WHEN reason = 'GUARANTEED' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  CASE WHEN reason <> 'NOT_IN_TREATMENT' THEN last_day END AS guaranteed_until
FROM (
  SELECT
    *,
    CASE WHEN NOT is_in_treatment THEN 'NOT_IN_TREATMENT' WHEN asked_on > last_day THEN 'GUARANTEE_OVER'
      ELSE 'GUARANTEED' END AS reason
  FROM (
    SELECT
      *, months_last_day(guaranteed_from,
        param('jkn.pbi.catastrophic_auto_reactivation', guaranteed_from, 'service_guarantee_months')) AS last_day
    FROM asked
  ) AS dated
) AS judged
