-- id: jkn.ppu_pn.care_class
-- label: Hak kelas perawatan penyelenggara negara | Class of care of the state's wage earners
-- sources: jkn.ppu_pn.class_by_grade
-- in: asked (ask_no, contribution_month, grade)
-- out: care_class class
-- arg: contribution_month date month default=on | Bulan | Month
-- arg: grade text code values=golongan_I_II,golongan_III_IV,pejabat_negara_DPRD,veteran_perintis | Golongan | Grade
-- res: care_class int64 class | Kelas perawatan | Class of care
-- say.id: Hak kelas perawatan: kelas {care_class}.
-- say.en: The class of care is {care_class}.
SELECT
  ask_no, 'OK' AS outcome, 'CLASS_BY_GRADE' AS reason,
  param('jkn.ppu_pn.class_by_grade', contribution_month, grade) AS care_class
FROM asked
