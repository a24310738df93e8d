-- id: scholarship.total
-- label: Beasiswa anak seluruh jenjang | Scholarships of the children, all levels of school
-- sources: scholarship.amounts, scholarship.conditions
-- in: asked (ask_no, event_on, programme, contribution_years, children, kindergarten_years, primary_years, junior_years, senior_years, higher_years)
-- out: children_paid children, per_child_idr idr, total_idr idr
-- arg: event_on date day default=on | Hari kecelakaan atau meninggal | Day of the accident or death
-- arg: programme text code values=JKK,JKM | Program: kecelakaan kerja (JKK) atau kematian (JKM) | Programme: work accident (JKK) or death (JKM)
-- arg: contribution_years int64 years max=80 default=0 | Masa iur, untuk JKM | Years of contribution, for JKM
-- arg: children int64 children min=1 max=30 default=1 | Jumlah anak | Number of children
-- arg: kindergarten_years int64 years max=20 default=0 | Tahun di TK yang masih ditempuh | Years of kindergarten still to come
-- arg: primary_years int64 years max=20 default=0 | Tahun di SD yang masih ditempuh | Years of primary school still to come
-- arg: junior_years int64 years max=20 default=0 | Tahun di SMP yang masih ditempuh | Years of junior secondary school still to come
-- arg: senior_years int64 years max=20 default=0 | Tahun di SMA yang masih ditempuh | Years of senior secondary school still to come
-- arg: higher_years int64 years max=20 default=0 | Tahun kuliah atau pelatihan yang masih ditempuh | Years of university or training still to come
-- res: children_paid int64 children | Anak yang menerima | Children who receive it
-- res: per_child_idr int64 idr | Untuk tiap anak | For each child
-- res: total_idr int64 idr | Seluruhnya | All together
-- when: scholarship.amounts | reason=SCHOLARSHIP_BY_LEVEL/SCHOLARSHIP_AT_CAP
-- when: scholarship.conditions | reason!=SCHOLARSHIP_BY_LEVEL/SCHOLARSHIP_AT_CAP
-- lapsing: scholarship.conditions/amount, scholarship.conditions/children
-- say.id: Beasiswa untuk {children_paid} anak, seluruhnya {total_idr}.
-- say.en: Scholarships for {children_paid} children, {total_idr} in all.
-- say.id.CONTRIBUTION_TOO_SHORT: Masa iur {contribution_years} tahun belum cukup untuk beasiswa JKM.
-- say.en.CONTRIBUTION_TOO_SHORT: {contribution_years} years of contribution are too few for a scholarship of JKM.
-- The former law paid one amount for one child; the present one pays each year of each level, as long as the level lasts.
SELECT
  ask_no, CASE WHEN reason = 'CONTRIBUTION_TOO_SHORT' THEN 'REFUSED' ELSE 'OK' END AS outcome,
  CASE WHEN reason = 'SCHOLARSHIP_BY_LEVEL' AND per_child_idr * children_paid > cap_idr THEN 'SCHOLARSHIP_AT_CAP'
    ELSE reason END AS reason,
  children_paid, per_child_idr,
  CASE WHEN per_child_idr * children_paid > cap_idr THEN cap_idr ELSE per_child_idr * children_paid END AS total_idr
FROM (
  SELECT
    ask_no, reason, param('scholarship.amounts', event_on, 'max_total') AS cap_idr,
    CASE reason
      WHEN 'SCHOLARSHIP_ONCE' THEN LEAST(children, param('scholarship.conditions', event_on, 'children'))
      WHEN 'SCHOLARSHIP_BY_LEVEL' THEN LEAST(children, param('scholarship.amounts', event_on, 'max_children'))
    END AS children_paid,
    CASE reason
      WHEN 'SCHOLARSHIP_ONCE' THEN param('scholarship.conditions', event_on, 'amount')
      WHEN 'SCHOLARSHIP_BY_LEVEL' THEN
        LEAST(kindergarten_years, param('scholarship.amounts', event_on, 'TK', 'years'))
          * param('scholarship.amounts', event_on, 'TK', 'amount_yearly')
        + LEAST(primary_years, param('scholarship.amounts', event_on, 'SD', 'years'))
          * param('scholarship.amounts', event_on, 'SD', 'amount_yearly')
        + LEAST(junior_years, param('scholarship.amounts', event_on, 'SMP', 'years'))
          * param('scholarship.amounts', event_on, 'SMP', 'amount_yearly')
        + LEAST(senior_years, param('scholarship.amounts', event_on, 'SMA', 'years'))
          * param('scholarship.amounts', event_on, 'SMA', 'amount_yearly')
        + LEAST(higher_years, param('scholarship.amounts', event_on, 'S1_atau_pelatihan', 'years'))
          * param('scholarship.amounts', event_on, 'S1_atau_pelatihan', 'amount_yearly')
    END AS per_child_idr
  FROM (
    SELECT
      *,
      CASE
        WHEN programme = 'JKM'
          AND contribution_years < param('scholarship.conditions', event_on, 'jkm_min_contribution_years')
          THEN 'CONTRIBUTION_TOO_SHORT'
        WHEN param('scholarship.conditions', event_on, 'amount') IS NOT NULL THEN 'SCHOLARSHIP_ONCE'
        ELSE 'SCHOLARSHIP_BY_LEVEL'
      END AS reason
    FROM asked
  ) AS judged
) AS reckoned
