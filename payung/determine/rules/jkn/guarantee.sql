-- id: jkn.guarantee
-- label: hari mulai jaminan pasien kronis | day on which the guarantee for chronic patients began
-- sources: jkn.pbi.catastrophic_auto_reactivation
-- in: calendar (n: 0, 1, 2, ... days)
-- out: guarantee_from day (null when no guarantee is in force)
--
-- The guarantee is an event: it also covers people removed before its first day. That day is found here by asking the
-- law day by day, back from the day of determination.
SELECT MIN(CASE WHEN param('jkn.pbi.catastrophic_auto_reactivation', day, 'service_guarantee_months') IS NOT NULL
           THEN day END) AS guarantee_from
FROM (SELECT add_days(as_of(), 0 - n) AS day FROM calendar) AS days
