-- id: jkn.pbi.way_back
-- label: Yang masih kurang untuk pengaktifan kembali PBI, dan siapa bergerak | What a reactivation on the state's list still lacks, and whose move it is
-- sources: jkn.pbi.reactivation_path, jkn.pbi.reactivation_window_months
-- in: asked (ask_no, removed_on, asked_on, ground, has_facility_letter, has_office_letter, is_handed_in)
-- out: window_until day, holder code
-- arg: removed_on date day | Hari dihapus dari PBI | Day of the removal from the state's list
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: ground text code values=POOR,CHRONIC_ILLNESS,EMERGENCY,NO_GROUND | Dasar: terverifikasi miskin atau rentan, penyakit kronis, darurat medis, atau tidak ada | Ground: verified poor or vulnerable, chronic illness, medical emergency, or none
-- arg: has_facility_letter bool yes_no default=false | Sudah ada surat fasilitas kesehatan | The health facility's letter is there
-- arg: has_office_letter bool yes_no default=false | Sudah ada surat dinas sosial | The social office's letter is there
-- arg: is_handed_in bool yes_no default=false | Sudah disampaikan ke BPJS atau SIKS-NG | Handed in to BPJS or SIKS-NG
-- res: window_until date day | Diajukan paling lambat | Ask not later than
-- res: holder text code values=PERSON,HEALTH_FACILITY,SOCIAL_OFFICE,SOCIAL_MINISTRY optional | Yang harus bergerak | Whose move it is
-- say.id: Minta surat kebutuhan layanan di fasilitas kesehatan; ajukan paling lambat {window_until}.
-- say.en: Ask the health facility for its letter of the need of care; ask for the reactivation by {window_until}.
-- say.id.OFFICE_LETTER_NEEDED: Bawa surat fasilitas kesehatan ke dinas sosial untuk surat pengaktifan kembali, paling lambat {window_until}.
-- say.en.OFFICE_LETTER_NEEDED: Take the facility's letter to the social office for its letter of reactivation, by {window_until}.
-- say.id.TO_HAND_IN: Sampaikan kedua surat ke BPJS Kesehatan, atau lewat SIKS-NG oleh dinas sosial, paling lambat {window_until}.
-- say.en.TO_HAND_IN: Hand both letters in to BPJS Kesehatan, or by the social office through SIKS-NG, by {window_until}.
-- say.id.MINISTRY_CHECKS: Kemensos memeriksa kelengkapan; sesudah aktif, mutakhirkan data keluarga di desa.
-- say.en.MINISTRY_CHECKS: The ministry checks the papers; once active, have the family's data refreshed at the village.
-- say.id.WINDOW_CLOSED: Batas pengajuan lewat pada {window_until}: minta diusulkan baru lewat desa atau dinas sosial.
-- say.en.WINDOW_CLOSED: The time to ask ended on {window_until}: be proposed anew by the village or the social office.
-- say.id.NO_GROUND_TOLD: Pengaktifan kembali perlu dasar: terverifikasi miskin atau rentan, penyakit kronis, atau darurat medis.
-- say.en.NO_GROUND_TOLD: A reactivation needs a ground: verified poor or vulnerable, chronic illness, or a medical emergency.
-- What was handed in within the window is checked after it too.
SELECT
  ask_no, CASE WHEN reason IN ('WINDOW_CLOSED', 'NO_GROUND_TOLD') THEN 'REFUSED' ELSE 'OK' END AS outcome, reason, window_until,
  CASE reason WHEN 'FACILITY_LETTER_NEEDED' THEN 'HEALTH_FACILITY' WHEN 'OFFICE_LETTER_NEEDED' THEN 'SOCIAL_OFFICE'
    WHEN 'TO_HAND_IN' THEN 'PERSON' WHEN 'MINISTRY_CHECKS' THEN 'SOCIAL_MINISTRY' END AS holder
FROM (
  SELECT
    *,
    CASE
      WHEN is_handed_in THEN 'MINISTRY_CHECKS'
      WHEN asked_on > window_until THEN 'WINDOW_CLOSED'
      WHEN ground = 'NO_GROUND' AND param('jkn.pbi.reactivation_path', asked_on, 'ground') THEN 'NO_GROUND_TOLD'
      WHEN NOT has_facility_letter AND param('jkn.pbi.reactivation_path', asked_on, 'facility_letter')
        THEN 'FACILITY_LETTER_NEEDED'
      WHEN NOT has_office_letter AND param('jkn.pbi.reactivation_path', asked_on, 'office_letter')
        THEN 'OFFICE_LETTER_NEEDED'
      ELSE 'TO_HAND_IN'
    END AS reason
  FROM (
    SELECT *, months_last_day(removed_on, param('jkn.pbi.reactivation_window_months', asked_on)) AS window_until FROM asked
  ) AS dated
) AS judged
