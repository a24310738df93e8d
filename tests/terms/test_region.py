"""Are the regions whole, and is a code read in every form in which it is written?"""

import pytest

from payung.terms.public import dotted, name_of, names, nik_district_codes


def test_counts() -> None:
    assert [len(names(level)) for level in ("provinces", "regencies", "districts", "villages")] == [
        38,
        514,
        7285,
        83762,
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("32", "32"),
        ("3201", "32.01"),
        ("320101", "32.01.01"),
        ("32.01.01", "32.01.01"),
        ("3201011001", "32.01.01.1001"),
    ],
)
def test_dotted(written: str, code: str) -> None:
    assert dotted(written) == code
    assert name_of(code)


def test_what_is_no_code_stays_as_it_is() -> None:
    assert dotted("Bogor") == "Bogor"
    assert name_of("99") is None
    assert "320101" in nik_district_codes()
