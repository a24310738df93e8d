-- label: how two values of a person agree; shared by the NIK stage, the duplicates, the model and the vetoes
CREATE OR REPLACE TEMP MACRO is_default_day(d) AS
    (month(d) = 1 AND day(d) = 1) OR (month(d) = 12 AND day(d) = 31) OR (month(d) = 7 AND day(d) = 1);

-- One digit wrong, left out or doubled, or two neighbours swapped.
CREATE OR REPLACE TEMP MACRO is_slip(a, b) AS damerau_levenshtein(a, b) <= 1;

CREATE OR REPLACE TEMP MACRO birth_dates_reconcile(a, b) AS
    a IS NULL OR b IS NULL OR year(a) = year(b) OR (month(a) = month(b) AND day(a) = day(b))
    OR is_slip(strftime(a, '%Y%m%d'), strftime(b, '%Y%m%d'));

-- EXACT full day; DEFAULT same but 1 January, 1 July or 31 December, which many share; NEAR one slip apart; else CLASH.
CREATE OR REPLACE TEMP MACRO birth_agreement(a, b) AS CASE
    WHEN a IS NULL OR b IS NULL THEN 'MISSING'
    WHEN a = b AND NOT is_default_day(a) THEN 'EXACT'
    WHEN a = b THEN 'DEFAULT'
    WHEN year(a) = year(b) AND (is_default_day(a) OR is_default_day(b)
        OR (day(a) = month(b) AND month(a) = day(b))) THEN 'NEAR'
    WHEN is_slip(strftime(a, '%Y%m%d'), strftime(b, '%Y%m%d')) THEN 'NEAR'
    WHEN month(a) = month(b) AND day(a) = day(b) AND NOT is_default_day(a) THEN 'NEAR'
    ELSE 'CLASH' END;

-- Every part of the shorter name stands in the longer one, and not only the last, which may be the family's.
CREATE OR REPLACE TEMP MACRO is_within(short, long, long_last) AS
    list_has_all(string_split(long, ' '), string_split(short, ' ')) AND NOT (short = long_last AND long <> long_last);

CREATE OR REPLACE TEMP MACRO is_part_left_out(a, b) AS
    is_within(a.core_tokens, b.core_tokens, b.last) OR is_within(b.core_tokens, a.core_tokens, a.last);

-- Parts shortened to their first letter: as many parts, the same first letters, and a whole part in common.
CREATE OR REPLACE TEMP MACRO is_initialled(a, b) AS
    a.letters = b.letters AND length(a.letters) >= 2
    AND list_has_any(string_split(a.tokens, ' '), string_split(b.tokens, ' '));

-- SAME sound; LIKE order, dropped, shortened or mistyped parts; FIRST own part only, or a part everybody bears; UNLIKE.
-- Likeness is measured without the parts everybody bears: SITI LATIFAH is not like SITI UMAYAH.
CREATE OR REPLACE TEMP MACRO name_agreement(a, b) AS CASE
    WHEN coalesce(a.key, '') = '' OR coalesce(b.key, '') = '' THEN 'MISSING'
    WHEN a.key = b.key THEN 'SAME'
    WHEN a.sorted_key = b.sorted_key OR a.core = b.core THEN 'LIKE'
    WHEN jaro_winkler_similarity(a.core, b.core) >= 0.88 THEN 'LIKE'
    WHEN is_part_left_out(a, b) OR is_initialled(a, b) THEN 'LIKE'
    WHEN length(a.key) >= 10 AND is_slip(a.key, b.key) THEN 'LIKE'
    WHEN a.first = b.first AND length(a.first) >= 3 THEN 'FIRST'
    WHEN is_within(a.tokens, b.tokens, b.last) OR is_within(b.tokens, a.tokens, a.last) THEN 'FIRST'
    ELSE 'UNLIKE' END;

CREATE OR REPLACE TEMP MACRO names_are_alike(a, b) AS
    a.key = b.key OR a.first = b.first OR jaro_winkler_similarity(a.core, b.core) >= 0.88;
