-- id: bpu.membership
-- label: Kepesertaan pekerja bukan penerima upah: masuk, tenggang, berakhir | Membership of a self-employed worker: joining, grace, end
-- sources: bpu.age_max_join, bpu.grace_months, bpu.due_day
-- in: asked (ask_no, asked_on, age_at_joining, paid_through)
-- out: months_unpaid months, grace_until day, ends_on day
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- arg: age_at_joining int64 years max=150 | Usia saat mendaftar | Age when joining
-- arg: paid_through date month optional | Bulan iuran terakhir yang dibayar | Last contribution month that was paid
-- res: months_unpaid int64 months optional | Bulan yang belum dibayar | Months unpaid
-- res: grace_until date day optional | Tenggang sampai | Grace until
-- res: ends_on date day optional | Kepesertaan berakhir pada | Membership ends on
-- when: bpu.age_max_join | reason=MAY_JOIN/TOO_OLD_TO_JOIN
-- when: bpu.grace_months | reason!=MAY_JOIN/TOO_OLD_TO_JOIN
-- when: bpu.due_day | reason!=MAY_JOIN/TOO_OLD_TO_JOIN
-- say.id: Kepesertaan berjalan; tanpa pembayaran tenggang habis pada {grace_until}.
-- say.en: Membership runs; without a payment the grace ends on {grace_until}.
-- say.id.MAY_JOIN: Boleh mendaftar.
-- say.en.MAY_JOIN: May join.
-- say.id.TOO_OLD_TO_JOIN: Usia {age_at_joining} tahun terlalu tua untuk mendaftar.
-- say.en.TOO_OLD_TO_JOIN: At {age_at_joining} years one is too old to join.
-- say.id.PAUSED: Tenggang lewat pada {grace_until}; bayar sebelum {ends_on} agar kepesertaan tidak berakhir.
-- say.en.PAUSED: The grace ended on {grace_until}; pay before {ends_on} so that the membership does not end.
-- say.id.GRACE_OVER: Kepesertaan berakhir pada {ends_on}: daftar lagi.
-- say.en.GRACE_OVER: The membership ended on {ends_on}: join again.
-- It ends when one month more than the grace is past its due day.
SELECT
  ask_no, CASE WHEN reason IN ('TOO_OLD_TO_JOIN', 'GRACE_OVER') THEN 'REFUSED' ELSE 'OK' END AS outcome, reason,
  CASE WHEN paid_through IS NOT NULL THEN GREATEST(months_between(asked_on, paid_through), 0) END AS months_unpaid,
  grace_until, ends_on
FROM (
  SELECT
    *,
    CASE
      WHEN paid_through IS NULL AND age_at_joining >= param('bpu.age_max_join', asked_on) THEN 'TOO_OLD_TO_JOIN'
      WHEN paid_through IS NULL THEN 'MAY_JOIN'
      WHEN asked_on >= ends_on THEN 'GRACE_OVER'
      WHEN asked_on > grace_until THEN 'PAUSED'
      WHEN asked_on > month_end(paid_through) THEN 'IN_GRACE'
      ELSE 'PAID_UP'
    END AS reason
  FROM (
    SELECT
      *, month_end(add_months(paid_through, param('bpu.grace_months', asked_on))) AS grace_until,
      add_days(
        add_months(paid_through, 1 + param('bpu.grace_months', asked_on)), param('bpu.due_day', asked_on, 'day')
      ) AS ends_on
    FROM asked
  ) AS counted
) AS judged
