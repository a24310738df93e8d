-- id: jkn.service_fine
-- label: Denda pelayanan rawat inap setelah aktif kembali | Service fine for a stay in hospital after the membership came back
-- sources: jkn.service_fine.payer_ppu, jkn.service_fine.amount_cap, jkn.service_fine.rate, jkn.service_fine.months_cap, jkn.service_fine.exempt, jkn.service_fine.window_days
-- in: asked (ask_no, admitted_on, reactivated_on, arrears_months, care_cost_idr, segment, care, is_poor_with_letter)
-- out: days_since_active days, months_counted months, payer code, fine_idr idr
-- arg: admitted_on date day default=on | Hari masuk rawat inap | Day of admission
-- arg: reactivated_on date day | Hari aktif kembali | Day on which the membership came back
-- arg: arrears_months int64 months max=1200 | Bulan yang tertunggak | Months that were in arrears
-- arg: care_cost_idr int64 idr | Biaya diagnosis awal rawat inap | Cost of the initial diagnosis of the stay
-- arg: segment text code values=PBI,PBPU_PEMDA,PPU_BU,PPU_PN,PBPU,BP default=PBPU | Segmen peserta | Segment of the member
-- arg: care text code values=INPATIENT,OUTPATIENT default=INPATIENT | Jenis layanan | Kind of care
-- arg: is_poor_with_letter bool yes_no default=false | Tidak mampu dengan surat keterangan | Poor, with a letter that says so
-- res: days_since_active int64 days | Hari sejak aktif kembali | Days since the membership came back
-- res: months_counted int64 months | Bulan yang dihitung | Months that count
-- res: payer text code values=EMPLOYER,PERSON optional | Yang membayar | Who pays
-- res: fine_idr int64 idr | Denda | Fine
-- when: jkn.service_fine.rate | reason=FINE_DUE/FINE_AT_CAP
-- when: jkn.service_fine.months_cap | reason=FINE_DUE/FINE_AT_CAP
-- when: jkn.service_fine.amount_cap | reason=FINE_DUE/FINE_AT_CAP
-- when: jkn.service_fine.payer_ppu | reason=FINE_DUE/FINE_AT_CAP, segment=PPU_BU/PPU_PN
-- when: jkn.service_fine.exempt | reason=NO_FINE_SEGMENT/NO_FINE_POOR/NO_FINE_OUTPATIENT
-- lapsing: jkn.service_fine.payer_ppu, jkn.service_fine.exempt/paid_by_state_or_region
-- say.id: Tidak ada denda pelayanan.
-- say.en: There is no service fine.
-- say.id.FINE_DUE: Denda pelayanan {fine_idr}, dihitung dari {months_counted} bulan tunggakan.
-- say.en.FINE_DUE: The service fine is {fine_idr}, counted for {months_counted} months of arrears.
-- say.id.FINE_AT_CAP: Denda pelayanan {fine_idr}, yaitu batas tertinggi.
-- say.en.FINE_AT_CAP: The service fine is {fine_idr}, the highest there is.
-- Only a stay in hospital within the window after the membership came back is fined; the 46th day is free.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN reason = 'FINE_DUE' AND full_idr > cap_idr THEN 'FINE_AT_CAP' ELSE reason END AS reason,
  days_since_active, months_counted,
  CASE WHEN reason <> 'FINE_DUE' THEN NULL
    WHEN segment IN ('PPU_BU', 'PPU_PN') AND param('jkn.service_fine.payer_ppu', admitted_on) = 'employer' THEN 'EMPLOYER'
    ELSE 'PERSON' END AS payer,
  CASE WHEN reason = 'FINE_DUE' THEN LEAST(full_idr, cap_idr) ELSE 0 END AS fine_idr
FROM (
  SELECT
    *, param('jkn.service_fine.amount_cap', admitted_on) AS cap_idr,
    care_cost_idr * param('jkn.service_fine.rate', admitted_on) * months_counted // 100000 AS full_idr
  FROM (
    SELECT
      *,
      CASE WHEN reason = 'FINE_DUE' THEN LEAST(arrears_months, param('jkn.service_fine.months_cap', admitted_on))
        ELSE 0 END AS months_counted
    FROM (
      SELECT
        *, GREATEST(days_between(admitted_on, reactivated_on), 0) AS days_since_active,
        CASE
          WHEN care = 'OUTPATIENT' AND param('jkn.service_fine.exempt', admitted_on, 'outpatient')
            THEN 'NO_FINE_OUTPATIENT'
          WHEN segment IN ('PBI', 'PBPU_PEMDA')
            AND param('jkn.service_fine.exempt', admitted_on, 'paid_by_state_or_region') THEN 'NO_FINE_SEGMENT'
          WHEN is_poor_with_letter AND param('jkn.service_fine.exempt', admitted_on, 'poor_with_letter')
            THEN 'NO_FINE_POOR'
          WHEN arrears_months = 0 THEN 'NO_FINE_NO_ARREARS'
          WHEN days_between(admitted_on, reactivated_on) > param('jkn.service_fine.window_days', admitted_on)
            THEN 'NO_FINE_WINDOW_OVER'
          ELSE 'FINE_DUE'
        END AS reason
      FROM asked
    ) AS judged
  ) AS counted
) AS charged
