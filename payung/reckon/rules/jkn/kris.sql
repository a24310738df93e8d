-- id: jkn.kris
-- label: Masihkah kelas perawatan 1 sampai 3 dan iurannya berlaku | Do classes of care 1 to 3 and their contributions still stand
-- sources: jkn.kris.deadline
-- in: asked (ask_no, asked_on)
-- out: classes_stand yes_no, deadline day
-- arg: asked_on date day default=on | Hari yang ditanyakan | Day that is asked about
-- res: classes_stand bool yes_no | Kelas dan iuran lama berlaku | The former classes and contributions stand
-- res: deadline date day optional | Batas penetapan manfaat, tarif, dan iuran KRIS | Day by which benefits, tariffs and contributions of KRIS were to be set
-- say.id: Kelas 1 sampai 3 dan iurannya tetap berlaku; batas penetapan KRIS {deadline}.
-- say.en: Classes 1 to 3 and their contributions stand; those of KRIS were to be set by {deadline}.
-- say.id.NOT_SET_IN_TIME: Kelas 1 sampai 3 dan iurannya tetap berlaku: iuran KRIS belum ditetapkan.
-- say.en.NOT_SET_IN_TIME: Classes 1 to 3 and their contributions stand: no contribution of KRIS has been set.
-- Nothing that was read says that the classes were abolished on any day.
SELECT
  ask_no, 'OK' AS outcome, CASE WHEN deadline IS NULL THEN 'NOT_SET_IN_TIME' ELSE 'SET_UNTIL_DEADLINE' END AS reason,
  basis('jkn.kris.deadline', asked_on) IS NOT NULL AS classes_stand, deadline
FROM (SELECT *, param('jkn.kris.deadline', asked_on, 'deadline') AS deadline FROM asked) AS dated
