"""Is a determination told in one plain sentence?"""

from dataclasses import dataclass
from datetime import date

import pytest

from payung.determine.public import sentence
from payung.terms.public import codes


@dataclass
class Row:
    """A determination as an object."""

    programme: str = "JKN"
    reason: str = "ARREARS"
    since: date | str | None = date(2026, 11, 1)
    until: date | str | None = None
    arrears_months: int = 1
    register_status: str | None = "ACTIVE"
    agrees: bool | None = False


def test_arrears_are_told_with_months_day_and_difference() -> None:
    assert sentence(Row(), "en") == (
        "JKN: Cover is paused because contributions are unpaid, 1 month unpaid, since 1 November 2026; "
        "the register still says active."
    )
    assert sentence(Row(), "id") == (
        "JKN: Jaminan berhenti sementara karena iuran belum dibayar, 1 bulan belum dibayar, sejak 1 November 2026; "
        "catatan BPJS masih aktif."
    )


def test_the_end_of_cover_is_told() -> None:
    row = Row(reason="PAID_BY_SELF", since="2020-01-01", until="2026-11-30", arrears_months=0, agrees=True)
    assert sentence(row, "en") == "JKN: Your contribution is paid up, since 1 January 2020, until 30 November 2026."


def test_a_mapping_is_told_like_an_object() -> None:
    assert sentence(vars(Row(arrears_months=2)), "en") == sentence(Row(arrears_months=2), "en")
    assert "2 months unpaid" in sentence(Row(arrears_months=2), "en")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("reason", sorted(codes("reasons")))
def test_every_reason_makes_a_sentence(reason: str, language: str) -> None:
    for status in ("ACTIVE", "INACTIVE", "WAITING", "ATTEMPT_FAILED"):
        told = sentence(Row(reason=reason, register_status=status), language)
        assert told.startswith("JKN: ")
        assert told.endswith(".")
        assert ".." not in told


def test_an_unknown_reason_is_an_error() -> None:
    with pytest.raises(KeyError):
        sentence(Row(reason="NO_SUCH"), "en")
