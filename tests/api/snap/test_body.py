"""Is a body read in one way only, and are the values what they must be?"""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.api.snap.body import BYTES_MAX, amount, minified, moment, parsed, text
from payung.api.snap.code import Case, Refused

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON, max_size=5), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_whitespace_outside_texts_is_all_that_goes(values: dict[str, Any], indent: Any, is_ascii: bool) -> None:
    tight = json.dumps(values, separators=(",", ":"), ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    loose = json.dumps(values, indent=indent, separators=(" , ", " : "), ensure_ascii=is_ascii)
    assert minified(loose.encode("utf-8", "surrogatepass")) == tight
    assert minified(tight) == tight


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":2}',
        b'{"b":{"a":"1","a":"1"}}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b"[1]",
        b'"text"',
        b"",
        b'{"a":1}x',
        b'{"a":"\xff"}',
        b"{" * 8_000,
        b"[" * 16_000,
        b'{"a":"' + b"x" * BYTES_MAX + b'"}',
    ],
    ids=lambda body: body[:20],
)
def test_what_could_be_read_in_two_ways_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        parsed(body)
    assert refusal.value.case is Case.BAD_REQUEST


@pytest.mark.parametrize(
    ("value", "idr"), [("0.00", 0), ("1.00", 1), ("16800.00", 16_800), ("999999999999999.00", 999_999_999_999_999)]
)
def test_amounts_are_whole_rupiah(value: str, idr: int) -> None:
    assert amount({"a": {"value": value, "currency": "IDR"}}, "a") == idr


@pytest.mark.parametrize(
    "value",
    [
        *(16_800, 16_800.0, "16800", "16800.0", "16800.50", "1e3.00", "-5.00", "+5.00", "016.00", " 5.00", "5.00\n"),
        *("٥.00", "1" + "0" * 15 + ".00", None, True, [], "16,800.00"),
    ],
)
def test_every_other_form_of_an_amount_is_refused(value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        amount({"a": {"value": value, "currency": "IDR"}}, "a")
    assert refusal.value.case is Case.INVALID_FIELD


@pytest.mark.parametrize(
    ("values", "case"),
    [
        ({}, Case.MISSING_FIELD),
        ({"a": {"value": "1.00"}}, Case.MISSING_FIELD),
        ({"a": {"currency": "IDR"}}, Case.MISSING_FIELD),
        ({"a": {"value": "1.00", "currency": "USD"}}, Case.INVALID_FIELD),
        ({"a": "1.00"}, Case.INVALID_FIELD),
    ],
)
def test_amounts_that_miss_a_part_are_refused(values: dict[str, Any], case: Case) -> None:
    with pytest.raises(Refused) as refusal:
        amount(values, "a")
    assert refusal.value.case is case


def test_texts_match_their_form_whole() -> None:
    assert text({"a": "123"}, "a", "[0-9]{1,5}") == "123"
    assert text({}, "a", "[0-9]+", is_optional=True) == ""
    for value, case in ((None, Case.MISSING_FIELD), ("", Case.MISSING_FIELD), (123, Case.INVALID_FIELD)):
        with pytest.raises(Refused) as refusal:
            text({"a": value}, "a", "[0-9]{1,5}")
        assert refusal.value.case is case
    with pytest.raises(Refused):
        text({"a": "123\n"}, "a", "[0-9]{1,5}")


@pytest.mark.parametrize(
    "value",
    [
        *("2026-11-01T09:30:00", "2026-11-01 09:30:00+07:00", "2026-13-01T09:30:00+07:00", "20261101T093000+0700"),
        *("2026-02-29T09:30:00+07:00", "2026-11-01T24:30:00+07:00", "0001-01-01T00:00:00+14:00", "x"),
    ],
)
def test_a_moment_has_its_zone_and_exists(value: str) -> None:
    with pytest.raises(Refused):
        moment(value, "t")
    assert moment("2026-11-01T09:30:00+07:00", "t").timestamp() == moment("2026-11-01T02:30:00Z", "t").timestamp()
