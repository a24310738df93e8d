-- id: jkn.pbpu.contribution
-- label: Iuran JKN peserta mandiri (PBPU dan BP) | JKN contribution of self-paying members (PBPU and BP)
-- sources: jkn.pbpu_bp.kelas1, jkn.pbpu_bp.kelas2, jkn.pbpu_bp.kelas3_total, jkn.pbpu_bp.kelas3_subsidy, jkn.pbpu_bp.kelas3_subsidy_split
-- in: asked (ask_no, contribution_month, care_class, members)
-- out: per_person_idr idr/month, subsidy_idr idr/month, central_idr idr/month, region_idr idr/month, member_idr idr/month, total_idr idr/month
-- arg: contribution_month date month default=on | Bulan iuran | Contribution month
-- arg: care_class int64 class values=1,2,3 | Kelas perawatan | Class of care
-- arg: members int64 persons min=1 max=1000 default=1 | Jumlah anggota keluarga | Family members
-- res: per_person_idr int64 idr/month | Iuran seorang | Contribution of one person
-- res: subsidy_idr int64 idr/month | Bantuan pemerintah seluruhnya | Paid by government in all
-- res: central_idr int64 idr/month optional | Bantuan pemerintah pusat | Paid by the central government
-- res: region_idr int64 idr/month optional | Bantuan pemerintah daerah | Paid by the region
-- res: member_idr int64 idr/month | Dibayar peserta | Paid by the members
-- res: total_idr int64 idr/month | Iuran seluruhnya | Whole contribution
-- when: jkn.pbpu_bp.kelas1 | care_class=1
-- when: jkn.pbpu_bp.kelas2 | care_class=2
-- when: jkn.pbpu_bp.kelas3_total | care_class=3
-- when: jkn.pbpu_bp.kelas3_subsidy | care_class=3
-- when: jkn.pbpu_bp.kelas3_subsidy_split | care_class=3
-- lapsing: jkn.pbpu_bp.kelas3_subsidy, jkn.pbpu_bp.kelas3_subsidy_split
-- nothing: subsidy_idr | tidak ada bantuan untuk kelas dan bulan itu | no subsidy for that class and month
-- nothing: central_idr | tidak ada bantuan untuk kelas dan bulan itu | no subsidy for that class and month
-- nothing: region_idr | tidak ada bantuan untuk kelas dan bulan itu | no subsidy for that class and month
-- say.id: Iuran kelas {care_class} untuk {members} orang bulan {contribution_month}: peserta membayar {member_idr}.
-- say.en: Contribution in class {care_class} for {members} in {contribution_month}: the members pay {member_idr}.
-- say.id.SUBSIDISED: Iuran kelas {care_class} untuk {members} orang bulan {contribution_month} adalah {total_idr};
-- say.id.SUBSIDISED: peserta membayar {member_idr}, pemerintah {subsidy_idr}.
-- say.en.SUBSIDISED: The contribution in class {care_class} for {members} in {contribution_month} is {total_idr};
-- say.en.SUBSIDISED: the members pay {member_idr}, the government {subsidy_idr}.
-- The tariffs of January to March 2020 were annulled by the court and charged again by the next decree, so they stand.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN subsidy_idr > 0 THEN 'SUBSIDISED' ELSE 'FULL_RATE' END AS reason,
  per_person_idr, subsidy_idr, central_idr, region_idr, per_person_idr * members - subsidy_idr AS member_idr,
  per_person_idr * members AS total_idr
FROM (
  SELECT
    ask_no, members,
    CASE care_class
      WHEN 1 THEN param('jkn.pbpu_bp.kelas1', contribution_month)
      WHEN 2 THEN param('jkn.pbpu_bp.kelas2', contribution_month)
      ELSE param('jkn.pbpu_bp.kelas3_total', contribution_month)
    END AS per_person_idr,
    CASE WHEN care_class IN (1, 2) THEN 0
      ELSE COALESCE(param('jkn.pbpu_bp.kelas3_subsidy', contribution_month), 0) * members END AS subsidy_idr,
    CASE WHEN care_class IN (1, 2) THEN 0
      ELSE param('jkn.pbpu_bp.kelas3_subsidy_split', contribution_month, 'pusat') * members END AS central_idr,
    CASE WHEN care_class IN (1, 2) THEN 0
      ELSE param('jkn.pbpu_bp.kelas3_subsidy_split', contribution_month, 'daerah') * members END AS region_idr
  FROM asked
) AS priced
