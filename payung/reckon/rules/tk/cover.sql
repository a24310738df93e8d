-- id: tk.cover
-- label: Apakah peserta dijamin pada hari kejadian | Whether a member was covered on the day of an event
-- sources: bpu.grace_months
-- in: asked (ask_no, event_on, segment, member_since, ended_on, paid_through, due_on, is_active_in_register)
-- out: covered_until day
-- arg: event_on date day default=on | Hari kejadian | Day of the event
-- arg: segment text code values=PU,BPU,JAKON,PMI default=BPU | Segmen: penerima upah, mandiri, jasa konstruksi, pekerja migran | Segment: wage earner, self-employed, construction, migrant worker
-- arg: member_since date day optional | Peserta sejak | Member since
-- arg: ended_on date day optional | Kepesertaan berhenti mulai | Membership ended from
-- arg: paid_through date month optional | Bulan iuran terakhir yang dibayar | Last contribution month that was paid
-- arg: due_on date day optional | Batas bayar bulan pertama yang belum dibayar, untuk penerima upah | Due day of the first month not paid, for wage earners
-- arg: is_active_in_register bool yes_no default=false | Tercatat aktif, bila bulan iuran tidak diketahui | The register says active, where no month is known
-- res: covered_until date day optional | Dijamin sampai | Covered until
-- when: bpu.grace_months | reason=IN_GRACE/GRACE_OVER
-- lapsing: bpu.grace_months
-- say.id: Dijamin pada {event_on}.
-- say.en: Covered on {event_on}.
-- say.id.IN_GRACE: Iuran belum dibayar, tetapi pada {event_on} masih dalam masa tenggang.
-- say.en.IN_GRACE: Unpaid, but on {event_on} still within the grace.
-- say.id.NOT_A_MEMBER: Tidak terdaftar sebagai peserta.
-- say.en.NOT_A_MEMBER: Not registered as a member.
-- say.id.BEFORE_MEMBERSHIP: Kepesertaan baru mulai {member_since}, sesudah kejadian.
-- say.en.BEFORE_MEMBERSHIP: Membership began on {member_since} only, after the event.
-- say.id.MEMBERSHIP_ENDED: Kepesertaan sudah berhenti mulai {ended_on}.
-- say.en.MEMBERSHIP_ENDED: The membership had ended from {ended_on}.
-- say.id.NOT_PAID_YET: Belum ada iuran yang dibayar pada {event_on}.
-- say.en.NOT_PAID_YET: No contribution had been paid on {event_on}.
-- say.id.GRACE_OVER: Masa tenggang habis pada {covered_until}.
-- say.en.GRACE_OVER: The grace ended on {covered_until}.
-- say.id.EMPLOYER_IN_ARREARS: Pemberi kerja menunggak sejak {due_on}.
-- say.en.EMPLOYER_IN_ARREARS: The employer has been in arrears since {due_on}.
-- A month that an employer pays in the next month is not overdue before its due day; the self-employed have their grace.
SELECT
  ask_no,
  CASE WHEN reason IN ('PAID_UP', 'IN_GRACE', 'REGISTER_SAYS_ACTIVE') THEN 'OK' ELSE 'REFUSED' END AS outcome, reason,
  CASE WHEN reason IN ('PAID_UP', 'IN_GRACE', 'GRACE_OVER', 'EMPLOYER_IN_ARREARS') THEN covered_until END AS covered_until
FROM (
  SELECT
    *,
    CASE
      WHEN member_since IS NULL THEN 'NOT_A_MEMBER'
      WHEN event_on < member_since THEN 'BEFORE_MEMBERSHIP'
      WHEN event_on >= ended_on THEN 'MEMBERSHIP_ENDED'
      WHEN paid_through IS NULL AND is_active_in_register THEN 'REGISTER_SAYS_ACTIVE'
      WHEN paid_through IS NULL THEN 'NOT_PAID_YET'
      WHEN event_on <= month_end(paid_through) THEN 'PAID_UP'
      WHEN event_on <= covered_until THEN CASE WHEN segment = 'BPU' THEN 'IN_GRACE' ELSE 'PAID_UP' END
      WHEN segment = 'BPU' THEN 'GRACE_OVER'
      WHEN segment = 'PU' THEN 'EMPLOYER_IN_ARREARS'
      ELSE 'MEMBERSHIP_ENDED'
    END AS reason
  FROM (
    SELECT
      *,
      CASE
        WHEN segment = 'BPU'
          THEN month_end(add_months(paid_through, COALESCE(param('bpu.grace_months', event_on), 0)))
        WHEN segment = 'PU' AND due_on IS NOT NULL THEN due_on
        ELSE month_end(paid_through)
      END AS covered_until
    FROM asked
  ) AS counted
) AS judged
