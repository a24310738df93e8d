-- id: jkn.pbpu.enrolment
-- label: Siapa yang harus ikut didaftarkan peserta mandiri, dan iuran sekeluarga | Whom an independent member must enrol, and what the family pays
-- sources: jkn.family_enrolment_rule, jkn.pbpu_bp.kelas1, jkn.pbpu_bp.kelas2, jkn.pbpu_bp.kelas3_member_pays
-- in: asked (ask_no, contribution_month, care_class, card_members, covered_elsewhere, enrolled)
-- out: must_enrol persons, missing persons, family_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: care_class int64 class values=1,2,3 default=3 | Kelas perawatan, sama untuk sekeluarga | Class of care, the same for the family
-- arg: card_members int64 persons min=1 max=50 | Anggota dalam kartu keluarga | Members of the family card
-- arg: covered_elsewhere int64 persons max=50 default=0 | Di antaranya yang dijamin lewat segmen lain | Of them covered in another segment
-- arg: enrolled int64 persons max=50 | Yang didaftarkan sebagai peserta mandiri | Enrolled as independent members
-- res: must_enrol int64 persons | Harus didaftarkan | Must be enrolled
-- res: missing int64 persons | Belum didaftarkan | Not enrolled yet
-- res: family_idr int64 idr/month | Iuran sekeluarga sebulan | The family's contribution of one month
-- when: jkn.pbpu_bp.kelas1 | care_class=1
-- when: jkn.pbpu_bp.kelas2 | care_class=2
-- when: jkn.pbpu_bp.kelas3_member_pays | care_class=3
-- say.id: Seluruh keluarga sudah didaftarkan; iurannya {family_idr} sebulan.
-- say.en: The whole family is enrolled; its contribution is {family_idr} a month.
-- say.id.FAMILY_INCOMPLETE: Masih {missing} orang dalam kartu keluarga yang harus ikut didaftarkan; iuran sekeluarga {family_idr} sebulan.
-- say.en.FAMILY_INCOMPLETE: {missing} more of the family card must be enrolled; the family's contribution is {family_idr} a month.
-- Nobody of a family card can be enrolled alone, and arrears are paid for the whole card; who is covered in another segment
-- is not counted.
SELECT
  ask_no, CASE WHEN missing > 0 THEN 'REFUSED' ELSE 'OK' END AS outcome,
  CASE WHEN missing > 0 AND basis('jkn.family_enrolment_rule', contribution_month) IS NOT NULL THEN 'FAMILY_INCOMPLETE'
    ELSE 'WHOLE_FAMILY' END AS reason,
  must_enrol, missing, must_enrol * each_idr AS family_idr
FROM (
  SELECT
    *, GREATEST(must_enrol - enrolled, 0) AS missing,
    CASE care_class
      WHEN 1 THEN param('jkn.pbpu_bp.kelas1', contribution_month)
      WHEN 2 THEN param('jkn.pbpu_bp.kelas2', contribution_month)
      ELSE param('jkn.pbpu_bp.kelas3_member_pays', contribution_month)
    END AS each_idr
  FROM (SELECT *, GREATEST(card_members - covered_elsewhere, 0) AS must_enrol FROM asked) AS counted
) AS priced
