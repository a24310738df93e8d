-- id: tk.relief
-- label: akhir potongan iuran menurut sektor | end of the discount by sector
-- sources: bpu.discount_pp50
-- in: calendar (n: 0, 1, 2, ... months), sectors (sector)
-- out: sector, relief_from day, relief_until day (the last day of the last discounted month in an unbroken row), article
--
-- The law is asked month by month until a month without a discount is found.
SELECT sector, article, month_start(as_of()) AS relief_from,
    add_days(MIN(CASE WHEN relief IS NULL THEN month END), -1) AS relief_until
FROM (
    SELECT s.sector, basis('bpu.discount_pp50', as_of(), s.sector) AS article,
        add_months(month_start(as_of()), c.n) AS month,
        param('bpu.discount_pp50', add_months(month_start(as_of()), c.n), s.sector) AS relief
    FROM sectors AS s CROSS JOIN calendar AS c
) AS months
WHERE article IS NOT NULL
GROUP BY sector, article
