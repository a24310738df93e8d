-- id: jkn.layoff
-- label: JKN setelah PHK | JKN after a dismissal
-- sources: jkn.phk.coverage_months, jkn.phk.care_class, jkn.phk.dispute, jkn.phk.dispute_count_from
-- in: asked (ask_no, dismissed_on, asked_on, is_disputed, settled_on, works_again_on)
-- out: covered_from day, covered_until day, care_class class, payer code
-- arg: dismissed_on date day | Hari PHK | Day of the dismissal
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: is_disputed bool yes_no default=false | PHK disengketakan di lembaga penyelesaian perselisihan | The dismissal is disputed before the institutions for labour disputes
-- arg: settled_on date day optional | Hari putusan PHK berkekuatan hukum tetap | Day on which the ruling on the dismissal became final
-- arg: works_again_on date day optional | Hari mulai bekerja lagi | First day of new work
-- res: covered_from date day optional | Dijamin tanpa iuran mulai | Covered without contributions from
-- res: covered_until date day optional | Dijamin tanpa iuran sampai | Covered without contributions until
-- res: care_class int64 class optional | Kelas perawatan | Class of care
-- res: payer text code values=NOBODY,EMPLOYER,EMPLOYER_AND_WORKER optional | Yang membayar iuran | Who pays contributions
-- when: jkn.phk.coverage_months | reason!=DISPUTE_RUNS
-- when: jkn.phk.care_class | reason=LAYOFF_COVER
-- when: jkn.phk.dispute | reason=DISPUTE_RUNS
-- when: jkn.phk.dispute_count_from | is_disputed=true, reason!=DISPUTE_RUNS
-- say.id: Dijamin tanpa iuran, kelas {care_class}, sampai {covered_until}.
-- say.en: Covered without contributions, class {care_class}, until {covered_until}.
-- say.id.LAYOFF_COVER_ENDED: Jaminan setelah PHK berakhir pada {covered_until}: daftar sendiri, lewat pemberi kerja baru, atau ajukan PBI.
-- say.en.LAYOFF_COVER_ENDED: The cover after the dismissal ended on {covered_until}: register yourself, with a new employer, or ask for the state's list.
-- say.id.DISPUTE_RUNS: PHK masih disengketakan: iuran tetap dibayar ({payer}) dan penjaminan berjalan seperti biasa sampai putusan berkekuatan hukum tetap.
-- say.en.DISPUTE_RUNS: The dismissal is still disputed: contributions go on ({payer}), and with them the usual cover, until the ruling is final.
-- say.id.WORKS_AGAIN: Bekerja lagi mulai {works_again_on}: jaminan tanpa iuran berakhir; pemberi kerja baru mendaftarkan.
-- say.en.WORKS_AGAIN: At work again from {works_again_on}: the cover without contributions has ended; the new employer registers the worker.
-- say.id.BEFORE_DISMISSAL: Pada {asked_on} belum di-PHK: iuran dan penjaminan berjalan seperti biasa.
-- say.en.BEFORE_DISMISSAL: On {asked_on} there was no dismissal yet: contributions and cover go on as usual.
-- The day of the dismissal is the first of the months; a month too short for the day ends them with its own last day.
SELECT
  ask_no, CASE WHEN reason IN ('LAYOFF_COVER_ENDED', 'WORKS_AGAIN') THEN 'REFUSED' ELSE 'OK' END AS outcome, reason,
  CASE WHEN reason <> 'DISPUTE_RUNS' THEN covered_from END AS covered_from,
  CASE WHEN reason <> 'DISPUTE_RUNS' AND covered_until >= covered_from THEN covered_until END
    AS covered_until,
  CASE WHEN reason = 'LAYOFF_COVER' THEN param('jkn.phk.care_class', covered_from) END AS care_class,
  CASE reason WHEN 'LAYOFF_COVER' THEN 'NOBODY' WHEN 'DISPUTE_RUNS' THEN param('jkn.phk.dispute', asked_on, 'payer') END
    AS payer
FROM (
  SELECT
    *,
    CASE
      WHEN asked_on < dismissed_on THEN 'BEFORE_DISMISSAL'
      WHEN is_disputed AND (settled_on IS NULL OR asked_on < settled_on) THEN 'DISPUTE_RUNS'
      WHEN asked_on <= covered_until THEN 'LAYOFF_COVER'
      WHEN works_again_on <= asked_on AND covered_until < months_end THEN 'WORKS_AGAIN'
      ELSE 'LAYOFF_COVER_ENDED'
    END AS reason
  FROM (
    SELECT
      *, CASE WHEN works_again_on >= dismissed_on THEN LEAST(months_end, add_days(works_again_on, -1)) ELSE months_end END
        AS covered_until
    FROM (
      SELECT *, months_last_day(covered_from, param('jkn.phk.coverage_months', covered_from)) AS months_end
      FROM (
        SELECT
          *, CASE WHEN is_disputed AND settled_on >= dismissed_on
              AND param('jkn.phk.dispute_count_from', dismissed_on) = 'FINAL_RULING' THEN settled_on
            ELSE dismissed_on END AS covered_from
        FROM asked
      ) AS begun
    ) AS counted
  ) AS ended
) AS judged
