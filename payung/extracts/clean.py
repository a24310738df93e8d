"""How are names and numbers of persons cleaned? In steps of SQL, each over the columns of the step before.

The steps are apart because one nested expression would repeat its inner parts at each mention: a column named once is
evaluated once, and planning stays quick.
"""

from payung.extracts.nik import nik_digits_sql, nik_fault_sql
from payung.extracts.words import ABSENT, CELL_ERRORS

MASK = "********"
SHOWN = 120


def core_sql(kind: str, tidy: str) -> str:
    """The number inside a tidy text (`number`, `nik`, `kk`, `phone`), or the text itself (`text`, `name`)."""
    present = present_sql(tidy)
    if kind in ("nik", "kk"):
        return nik_digits_sql(present, tidy)
    if kind in ("number", "phone"):
        noise = "[^0-9]" if kind == "phone" else "[ ''`]|[.]0$"
        bare = f"nullif(regexp_replace({present}, '{noise}', '', 'g'), '')"
        return f"CASE WHEN regexp_full_match({tidy}, '[0-9]+') THEN {tidy} ELSE {bare} END"
    return f"upper({present})" if kind == "name" else present


def fault_sql(kind: str, text: str, tidy: str, core: str, is_head_known: str) -> str:
    """The code of what is wrong with a text of this kind, null when nothing is."""
    odd = odd_sql(text)
    if kind == "nik":
        return f"coalesce({odd}, {nik_fault_sql(core, tidy, is_head_known)})"
    if kind == "kk":
        is_number = (
            f"length({core}) = 16 AND regexp_full_match({core}, '[0-9]+') AND {core} <> repeat(left({core}, 1), 16)"
        )
        return f"coalesce({odd}, CASE WHEN {core} IS NOT NULL AND NOT ({is_number}) THEN 'KK_NUMBER' END)"
    if kind == "phone":
        is_number = f"coalesce(length({core}) BETWEEN 8 AND 15 AND regexp_full_match({core}, '(62|0|8)[0-9]+'), false)"
        return f"coalesce({odd}, CASE WHEN {present_sql(tidy)} IS NOT NULL AND NOT {is_number} THEN 'PHONE_NUMBER' END)"
    return odd


def value_sql(kind: str, core: str) -> str:
    """The value of a sound text: phone numbers begin with 0, all else stands as it is."""
    if kind != "phone":
        return core
    return f"""CASE WHEN {core} LIKE '62%' THEN '0' || substr({core}, 3)
        WHEN {core} LIKE '8%' THEN '0' || {core} ELSE {core} END"""


def odd_sql(text: str) -> str:
    """The fault of a text that is no value at all: a formula, an error of the worksheet, bytes that are no letters."""
    return f"""CASE
        WHEN {text} IS NULL THEN NULL
        WHEN left({text}, 1) IN ('=', '@') THEN 'FORMULA'
        WHEN contains({text}, '�') THEN 'BAD_BYTES'
        WHEN left({text}, 1) = '#' AND {_is_one_of(text, CELL_ERRORS)} THEN 'CELL_ERROR' END"""


def shown_sql(kind: str, text: str) -> str:
    """A text as a clerk may see it: numbers of persons masked, and any long run of digits elsewhere too."""
    if kind in ("nik", "kk", "number", "phone"):
        long = f"left({text}, 6) || '{MASK}' || right({text}, 2)"
        return f"CASE WHEN length({text}) > 9 THEN {long} ELSE left({text}, 2) || '{MASK}' END"
    return f"left(regexp_replace({text}, '[0-9]{{10,}}', '{MASK}', 'g'), {SHOWN})"


def tidy_sql(text: str) -> str:
    """A text without signs that cannot be seen, with single spaces; most texts are tidy already and only looked at."""
    seen = f"regexp_replace({text}, '\\p{{Cf}}', '', 'g')"
    spaced = f"trim(regexp_replace({seen}, '[\\p{{Cc}}\\p{{Z}}]+', ' ', 'g'))"
    return f"CASE WHEN regexp_full_match({text}, '[!-~]+( [!-~]+)*') THEN {text} ELSE nullif({spaced}, '') END"


def present_sql(tidy: str) -> str:
    """A tidy text, null where it is a mark of absence."""
    longest = max(len(word) for word in ABSENT)
    is_mark = _is_one_of(f"upper({tidy})", ABSENT)
    return f"CASE WHEN length({tidy}) <= {longest} AND {is_mark} THEN NULL ELSE {tidy} END"


def _is_one_of(text: str, words: frozenset[str]) -> str:
    """Whether a text is one of some words, as a plain expression: a long IN list would become a join of every row."""
    listed = "\t".join(sorted(words))
    return f"contains(E'\\t{listed}\\t', E'\\t' || {text} || E'\\t')"
