-- id: jkn.hospital_duty
-- label: Bolehkah rumah sakit menolak pasien yang JKN-nya nonaktif | May a hospital turn away a patient whose JKN is inactive
-- sources: jkn.hospital_no_refusal_circular
-- in: asked (ask_no, asked_on, needs_care)
-- out: must_serve yes_no
-- arg: asked_on date day default=on | Hari pasien datang | Day on which the patient comes
-- arg: needs_care bool yes_no default=true | Membutuhkan layanan medis | In need of medical care
-- res: must_serve bool yes_no | Wajib dilayani | Must be served
-- say.id: Rumah sakit dilarang menolak: layani dulu, urus keaktifannya sesudahnya.
-- say.en: The hospital may not turn the patient away: serve first, see to the membership after.
-- say.id.NO_NEED_OF_CARE: Larangan menolak hanya bagi pasien yang membutuhkan layanan medis.
-- say.en.NO_NEED_OF_CARE: The order not to turn anybody away holds for those in need of medical care.
-- The circular was issued for those who lost the state's list in February 2026; it names at least three months of guarantee.
SELECT
  ask_no, CASE WHEN must_serve THEN 'OK' ELSE 'REFUSED' END AS outcome,
  CASE WHEN must_serve THEN 'MUST_SERVE' ELSE 'NO_NEED_OF_CARE' END AS reason, must_serve
FROM (
  SELECT ask_no, needs_care AND COALESCE(param('jkn.hospital_no_refusal_circular', asked_on), FALSE) AS must_serve
  FROM asked
) AS judged
