-- id: jkk.benefit.partial_disability
-- label: Santunan cacat sebagian anatomis atau fungsi | Benefit for partial disability, anatomical or functional
-- sources: bpu.benefit_wage_base, jkk.bpu.income_table, jkk.partial_disability_table, jkk.partial_disability
-- in: asked (ask_no, event_on, segment, wage_monthly_idr, impairment, is_left_handed, times, table_rate, function_loss_rate)
-- out: base_idr idr/month, counted_as code, rate per_100000, benefit_idr idr
-- arg: event_on date day default=on | Hari kecelakaan atau diagnosis | Day of the accident or diagnosis
-- arg: segment text code values=PU,BPU default=BPU | Penerima upah (PU) atau bukan penerima upah (BPU) | Wage earner (PU) or self-employed (BPU)
-- arg: wage_monthly_idr int64 idr/month max=100000000000 | Upah sebulan, atau penghasilan yang dilaporkan | Monthly wage, or reported income
-- arg: impairment text code values=kedua_mata,satu_mata,tuli_kedua,tuli_satu,dengar_kedua_per_10dB,dengar_satu_per_10dB,daun_telinga_satu,daun_telinga_dua,hidung,perforasi_sekat_hidung,penciuman,fungsi_penglihatan,buta_warna,lapang_pandang_per_10pct,lengan_kanan_bahu,lengan_kiri_bahu optional | Cacat menurut tabel | Impairment of the table
-- arg: is_left_handed bool yes_no default=false | Kidal | Left-handed
-- arg: times int64 times min=1 max=12 default=1 | Berapa kali (per 10 dB, per 10 %) | How many times (each 10 dB, each 10 %)
-- arg: table_rate int64 per_100000 max=100000 optional | Persentase tabel dari dokter, bila cacat tidak ada dalam daftar | Rate of the table set by a doctor, where the list lacks the impairment
-- arg: function_loss_rate int64 per_100000 max=100000 default=100000 | Persentase fungsi yang hilang | Share of the function that is lost
-- res: base_idr int64 idr/month | Upah dasar manfaat | Wage on which the benefit rests
-- res: counted_as text code values=kedua_mata,satu_mata,tuli_kedua,tuli_satu,dengar_kedua_per_10dB,dengar_satu_per_10dB,daun_telinga_satu,daun_telinga_dua,hidung,perforasi_sekat_hidung,penciuman,fungsi_penglihatan,buta_warna,lapang_pandang_per_10pct,lengan_kanan_bahu,lengan_kiri_bahu optional | Baris tabel yang dipakai | Row of the table that counts
-- res: rate int64 per_100000 optional | Persentase tabel | Rate of the table
-- res: benefit_idr int64 idr optional | Santunan | Benefit
-- when: bpu.benefit_wage_base | segment=BPU
-- when: jkk.bpu.income_table | segment=BPU
-- when: jkk.partial_disability_table | reason=RATE_OF_TABLE
-- say.id: Santunan cacat sebagian adalah {benefit_idr}.
-- say.en: The benefit for partial disability is {benefit_idr}.
-- say.id.RATE_UNKNOWN: Persentase cacat belum diketahui: dokter penasihat yang menetapkannya.
-- say.en.RATE_UNKNOWN: The rate of the impairment is not known yet: the advising doctor sets it.
-- Of the left-handed the left arm counts as the right. A doctor's rate goes before the list, of which only a part has been read; scalp wounds have a range and need the doctor.
SELECT
  ask_no, CASE WHEN rate IS NULL THEN 'REFUSED' ELSE 'OK' END AS outcome, reason, base_idr, counted_as, rate,
  base_idr * param('jkk.partial_disability', event_on, 'wage_multiple') * rate // 100000
    * function_loss_rate // 100000 AS benefit_idr
FROM (
  SELECT
    *,
    CASE WHEN table_rate IS NOT NULL THEN 'RATE_OF_DOCTOR' WHEN impairment IS NOT NULL THEN 'RATE_OF_TABLE'
      ELSE 'RATE_UNKNOWN' END AS reason,
    CASE WHEN table_rate IS NOT NULL THEN table_rate
      WHEN impairment IS NOT NULL
        THEN LEAST(param('jkk.partial_disability_table', event_on, counted_as) * times, 100000) END AS rate,
    CASE WHEN segment = 'BPU' AND basis('bpu.benefit_wage_base', event_on) IS NOT NULL
          THEN bracket('jkk.bpu.income_table', event_on, wage_monthly_idr)
        ELSE wage_monthly_idr END AS base_idr
  FROM (
    SELECT
      *, CASE WHEN is_left_handed AND impairment = 'lengan_kanan_bahu' THEN 'lengan_kiri_bahu'
        WHEN is_left_handed AND impairment = 'lengan_kiri_bahu' THEN 'lengan_kanan_bahu' ELSE impairment END AS counted_as
    FROM asked
  ) AS handed
) AS based
