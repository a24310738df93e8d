-- id: jkn.employer_admin_fine
-- label: Denda administratif pemberi kerja yang tidak membayar | Administrative fine of an employer who does not pay
-- sources: jkn.employer_late_admin_fine
-- in: asked (ask_no, fined_on, owed_idr, months_late)
-- out: fine_idr idr
-- arg: fined_on date day default=on | Hari denda dikenakan, setelah dua teguran | Day of the fine, after two warnings
-- arg: owed_idr int64 idr | Iuran yang seharusnya dibayar | Contributions that should have been paid
-- arg: months_late int64 months max=1200 | Bulan | Months
-- res: fine_idr int64 idr | Denda | Fine
-- say.id: Denda administratif {months_late} bulan: {fine_idr}.
-- say.en: The administrative fine for {months_late} months is {fine_idr}.
SELECT
  ask_no, 'OK' AS outcome, 'FINE_DUE' AS reason,
  owed_idr * param('jkn.employer_late_admin_fine', fined_on) * months_late // 100000 AS fine_idr
FROM asked
