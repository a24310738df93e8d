-- id: jp.wage_cap_next
-- label: Perkiraan batas upah JP tahun berikutnya | Estimate of the next year's JP wage cap
-- sources: jp.wage_cap_step
-- in: asked (ask_no, from_day, previous_cap_idr, growth_per_100000)
-- out: next_cap_idr idr/month
-- arg: from_day date day default=on | Hari mulai berlaku | First day
-- arg: previous_cap_idr int64 idr/month | Batas upah sebelumnya | Previous cap
-- arg: growth_per_100000 int64 per_100000 min=-100000 max=100000 | Pertumbuhan PDB tahun lalu per 100.000 | Growth of the gross domestic product of the year before, per 100,000
-- res: next_cap_idr int64 idr/month | Batas upah berikutnya | Next cap
-- say.id: Perkiraan batas upah JP: {next_cap_idr}; yang berlaku adalah surat BPJS Ketenagakerjaan.
-- say.en: Estimated JP wage cap: {next_cap_idr}; the letter of BPJS Ketenagakerjaan is what holds.
SELECT
  ask_no, 'OK' AS outcome, 'ESTIMATE' AS reason,
  previous_cap_idr * (100000 + growth_per_100000) // 100000
    // param('jp.wage_cap_step', from_day) * param('jp.wage_cap_step', from_day) AS next_cap_idr
FROM asked
