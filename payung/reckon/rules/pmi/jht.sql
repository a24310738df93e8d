-- id: pmi.jht
-- label: Iuran JHT sukarela pekerja migran | Voluntary old-age contribution of a migrant worker
-- sources: pmi.jht_choices
-- in: asked (ask_no, contribution_month, chosen_idr)
-- out: nearest_below_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: chosen_idr int64 idr/month | Pilihan iuran sebulan | Monthly amount chosen
-- res: nearest_below_idr int64 idr/month | Pilihan terdekat | Nearest choice
-- res: total_idr int64 idr/month optional | Iuran sebulan | Monthly contribution
-- say.id: Iuran JHT sebulan {total_idr}.
-- say.en: The monthly old-age contribution is {total_idr}.
-- say.id.NOT_A_CHOICE: Jumlah itu bukan pilihan; yang terdekat {nearest_below_idr}.
-- say.en.NOT_A_CHOICE: That amount is no choice; the nearest is {nearest_below_idr}.
SELECT
  ask_no, CASE WHEN nearest_below_idr = chosen_idr THEN 'OK' ELSE 'REFUSED' END AS outcome,
  CASE WHEN nearest_below_idr = chosen_idr THEN 'FULL_RATE' ELSE 'NOT_A_CHOICE' END AS reason, nearest_below_idr,
  CASE WHEN nearest_below_idr = chosen_idr THEN chosen_idr END AS total_idr
FROM (
  SELECT *, bracket('pmi.jht_choices', contribution_month, chosen_idr) AS nearest_below_idr
  FROM asked
) AS compared
