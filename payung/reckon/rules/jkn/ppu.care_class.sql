-- id: jkn.ppu.care_class
-- label: Hak kelas perawatan pekerja badan usaha | Class of care of workers of enterprises
-- sources: jkn.ppu.class_by_wage
-- in: asked (ask_no, contribution_month, wage_monthly_idr)
-- out: care_class class
-- arg: contribution_month date month default=on | Bulan | Month
-- arg: wage_monthly_idr int64 idr/month | Upah sebulan | Monthly wage
-- res: care_class int64 class | Kelas perawatan | Class of care
-- say.id: Hak kelas perawatan: kelas {care_class}.
-- say.en: The class of care is {care_class}.
SELECT
  ask_no, 'OK' AS outcome, 'CLASS_BY_WAGE' AS reason,
  CASE WHEN wage_monthly_idr <= param('jkn.ppu.class_by_wage', contribution_month, 'wage_max_lower_class')
    THEN param('jkn.ppu.class_by_wage', contribution_month, 'class_up_to')
    ELSE param('jkn.ppu.class_by_wage', contribution_month, 'class_above') END AS care_class
FROM asked
