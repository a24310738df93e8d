-- id: tk.never
-- label: pekerja yang belum terdaftar | people who work and are in no register of the programme
-- sources: pu.obligation_by_scale, jkk.bpu.rate
-- in: persons, tk_span, tk_scope (works_as, programme), tk_outside (programme, occupation_code)
-- out: person_id, programme, kind (PU for an employee, BPU for the self-employed), birth_date
--
-- Who works is looked for in each programme of his kind; civil servants, soldiers and police have insurers of their own.
SELECT p.person_id, s.programme, CASE WHEN p.works_as = 'EMPLOYEE' THEN 'PU' ELSE 'BPU' END AS kind, p.birth_date
FROM persons AS p
JOIN tk_scope AS s ON s.works_as = p.works_as
LEFT JOIN tk_outside AS x ON x.programme = s.programme AND x.occupation_code = p.occupation_code
LEFT JOIN tk_span AS o ON o.person_id = p.person_id AND o.programme = s.programme
WHERE o.person_id IS NULL AND x.occupation_code IS NULL AND p.life_status <> 'ABROAD'
  AND NOT (p.life_status = 'DEAD' AND COALESCE(p.died_on, as_of()) <= as_of())
