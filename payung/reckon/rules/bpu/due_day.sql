-- id: bpu.due_day
-- label: Batas bayar iuran BPJS Ketenagakerjaan pekerja bukan penerima upah | Day by which self-employed workers pay their contributions
-- sources: bpu.due_day
-- in: asked (ask_no, contribution_month)
-- out: nominal_on day, due_on day
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- res: nominal_on date day | Tanggal menurut aturan | Day by the rule
-- res: due_on date day | Dibayar paling lambat | Due on
-- say.id: Iuran bulan {contribution_month} dibayar paling lambat {due_on}.
-- say.en: The contribution of {contribution_month} is due on {due_on}.
-- No source says that a holiday moves this day, so none does.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN due_on = nominal_on THEN 'DUE_DAY' ELSE 'DUE_DAY_MOVED' END AS reason,
  nominal_on, due_on
FROM (
  SELECT
    ask_no, nominal_on,
    nominal_on AS due_on
  FROM (
    SELECT ask_no, contribution_month, LEAST(add_days(due_month, due_day - 1), month_end(due_month)) AS nominal_on
    FROM (
      SELECT
        ask_no, contribution_month,
        add_months(contribution_month, param('bpu.due_day', contribution_month, 'months_offset')) AS due_month,
        param('bpu.due_day', contribution_month, 'day') AS due_day
      FROM asked
    ) AS set_by_law
  ) AS dated
) AS moved
