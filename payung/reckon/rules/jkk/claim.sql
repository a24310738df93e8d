-- id: jkk.claim
-- label: Apakah kejadian dijamin JKK, dan sampai kapan | Whether an event is covered by JKK, and until when it may be claimed
-- sources: jkk.sudden_death_bpu, jkk.assault_included, jkk.claim_expiry_years, jkk.report_deadline
-- in: asked (ask_no, event_on, claimed_on, event, segment, hours_to_report)
-- out: claim_until day, report_hours hours, payer code
-- arg: event_on date day default=on | Hari kecelakaan atau diagnosis | Day of the accident or diagnosis
-- arg: claimed_on date day default=on | Hari klaim diajukan | Day on which the claim is made
-- arg: event text code values=WORK_ACCIDENT,COMMUTING_ACCIDENT,OCCUPATIONAL_DISEASE,SUDDEN_DEATH,ASSAULT default=WORK_ACCIDENT | Kejadian: kecelakaan saat bekerja, di perjalanan, penyakit akibat kerja, meninggal mendadak, kekerasan | Event: accident at work, on the way, occupational disease, sudden death, assault
-- arg: segment text code values=PU,BPU default=BPU | Penerima upah (PU) atau bukan penerima upah (BPU) | Wage earner (PU) or self-employed (BPU)
-- arg: hours_to_report int64 hours default=0 | Jam sampai pemberi kerja melapor | Hours until the employer reported
-- res: claim_until date day | Klaim paling lambat | Claim not later than
-- res: report_hours int64 hours optional | Batas lapor pemberi kerja | Time the employer has to report
-- res: payer text code values=BPJSTK,EMPLOYER optional | Yang menanggung manfaat | Who bears the benefit
-- when: jkk.sudden_death_bpu | event=SUDDEN_DEATH, segment=BPU
-- when: jkk.assault_included | event=ASSAULT
-- when: jkk.report_deadline | segment=PU
-- lapsing: jkk.sudden_death_bpu, jkk.assault_included, jkk.report_deadline
-- say.id: Kejadian ini dijamin JKK; klaim paling lambat {claim_until}.
-- say.en: This event is covered by JKK; claim it by {claim_until}.
-- say.id.EVENT_NOT_COVERED: Pada {event_on} kejadian ini belum dijamin JKK.
-- say.en.EVENT_NOT_COVERED: On {event_on} this event was not yet covered by JKK.
-- say.id.CLAIM_LAPSED: Hak klaim sudah gugur pada {claim_until}.
-- say.en.CLAIM_LAPSED: The right to claim lapsed on {claim_until}.
-- say.id.EMPLOYER_BEARS: Dijamin, tetapi laporan terlambat: manfaat ditanggung pemberi kerja.
-- say.en.EMPLOYER_BEARS: Covered, but reported too late: the employer bears the benefit.
SELECT
  ask_no, CASE WHEN reason IN ('EVENT_NOT_COVERED', 'CLAIM_LAPSED') THEN 'REFUSED' ELSE 'OK' END AS outcome, reason,
  claim_until, report_hours,
  CASE reason WHEN 'COVERED_EVENT' THEN 'BPJSTK' WHEN 'EMPLOYER_BEARS' THEN 'EMPLOYER' END AS payer
FROM (
  SELECT
    ask_no, claim_until, report_hours,
    CASE
      WHEN event = 'SUDDEN_DEATH' AND segment = 'BPU' AND basis('jkk.sudden_death_bpu', event_on) IS NULL
        THEN 'EVENT_NOT_COVERED'
      WHEN event = 'ASSAULT' AND basis('jkk.assault_included', event_on) IS NULL THEN 'EVENT_NOT_COVERED'
      WHEN claimed_on > claim_until THEN 'CLAIM_LAPSED'
      WHEN hours_to_report > report_hours THEN 'EMPLOYER_BEARS'
      ELSE 'COVERED_EVENT'
    END AS reason
  FROM (
    SELECT
      *, add_years(event_on, param('jkk.claim_expiry_years', event_on)) AS claim_until,
      CASE WHEN segment = 'PU' THEN param('jkk.report_deadline', event_on, 'hours') END AS report_hours
    FROM asked
  ) AS dated
) AS judged
