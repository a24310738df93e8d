-- id: jkn.arrears.write_off
-- label: Penghapusan tunggakan JKN (rancangan) | Write-off of JKN arrears (draft)
-- sources: jkn.arrears_writeoff_2026
-- in: asked (ask_no, asked_on, arrears_months, care_class, decile, has_moved_to_state)
-- out: months_written_off months
-- arg: asked_on date day default=on | Hari | Day
-- arg: arrears_months int64 months max=1200 | Bulan yang tertunggak | Months in arrears
-- arg: care_class int64 class values=1,2,3 | Kelas perawatan | Class of care
-- arg: decile int64 decile min=1 max=10 | Desil DTSEN | DTSEN decile
-- arg: has_moved_to_state bool yes_no | Sudah pindah ke PBI atau Pemda | Has moved to the state's or a region's list
-- res: months_written_off int64 months | Bulan yang dihapus | Months written off
-- say.id: Menurut rancangan, {months_written_off} bulan tunggakan dihapus.
-- say.en: By the draft, {months_written_off} months of arrears are written off.
SELECT
  ask_no, CASE WHEN reason = 'WRITTEN_OFF' THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  CASE WHEN reason = 'WRITTEN_OFF'
    THEN LEAST(arrears_months, param('jkn.arrears_writeoff_2026', asked_on, 'months_cap'))
    ELSE 0 END AS months_written_off
FROM (
  SELECT
    *,
    CASE
      WHEN care_class <> param('jkn.arrears_writeoff_2026', asked_on, 'care_class') THEN 'OTHER_CLASS'
      WHEN decile > param('jkn.arrears_writeoff_2026', asked_on, 'decile_max') THEN 'DECILE_TOO_HIGH'
      WHEN NOT has_moved_to_state THEN 'NOT_ON_STATE_LIST'
      ELSE 'WRITTEN_OFF'
    END AS reason
  FROM asked
) AS judged
