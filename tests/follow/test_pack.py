"""Does the pack say the same twice, carry a definition and a run for each figure, and ask what is open?"""

import uuid
from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from payung.follow.options import option_of
from payung.follow.pack import NothingLoaded, pack_data, pack_pdf
from payung.follow.shipped import open_shipped
from payung.follow.written import money, number, signed, signed_points
from payung.ledger.public import kept, load, system_scope
from payung.ledger.public import matter as book
from payung.plan.public import Outcome, Span
from payung.terms.public import day_written
from tests.country import PEOPLE, write_tables

DAY = date(2026, 11, 1)


@pytest.mark.django_db
def test_two_packs_of_one_load_are_the_same_bytes() -> None:
    open_shipped(DAY)
    with system_scope():
        first = pack_pdf("id")
        assert first == pack_pdf("id")
        assert first.startswith(b"%PDF-")
        assert pack_pdf("en") != first


@pytest.mark.django_db
def test_a_holder_for_whom_nobody_waits_does_not_contradict_its_matters() -> None:
    open_shipped(DAY)
    with system_scope():
        lanes = pack_data("en")["lanes"]
    assert any("people waiting" in lane["waiting"] for lane in lanes)
    assert not any(lane["waiting"].startswith("0 ") for lane in lanes)
    assert any(lane["waiting"].endswith("counted with other holders") for lane in lanes)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_figure_has_its_definition_and_its_run(language: str) -> None:
    with system_scope():
        data = pack_data(language)
    numbers = [one["number"] for one in data["definitions"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {row["definition"] for group in data["groups"] for row in group["rows"]} == set(numbers)
    assert data["load"]["run"] == str(kept.loads(1)[0].run_id)
    assert data["load"]["inputs"] == [{"name": "bpjs_kesehatan/peserta.csv", "hash": "0" * 64}]
    active = next(row for row in data["groups"][0]["rows"] if row["counts"].startswith("4 / 12"))
    assert active["value"] == ("33,3%" if language == "id" else "33.3%")


def test_what_moved_is_told_of_a_region_and_since_the_last_meeting(empty_base: str, tmp_path: Path) -> None:
    days = [date(2026, 9, 1), date(2026, 10, 1), DAY]
    for place, people in enumerate((PEOPLE, PEOPLE[:10], PEOPLE[:9])):
        load(_as_of(write_tables(tmp_path / str(place), people), days[place]))
    with system_scope():
        monthly, since = pack_data("id"), pack_data("en", since=date(2026, 9, 20))
        region = pack_data("id", "32")
        assert pack_pdf("en", "32").startswith(b"%PDF-")
    inactive = {"before": "8", "left": "−3", "came": "0", "moved": "0", "now": "5"}
    assert {"place": "JKN not active, every cause", **inactive} in since["flows"]
    inactive |= {"before": "6", "left": "−1"}
    assert {"place": "JKN tidak aktif, semua sebab", **inactive} in monthly["flows"]
    assert {row["left"] for row in region["flows"]} <= {"×", "0"}
    assert region["moves"] == []


def _as_of(folder: Path, day: date) -> Path:
    path = folder / "determinations.parquet"
    table = pyarrow.parquet.read_table(path)
    at = table.schema.get_field_index("as_of")
    days = pyarrow.array([day] * len(table), table.schema.field(at).type)
    pyarrow.parquet.write_table(table.set_column(at, table.schema.field(at), days), path)
    return folder


@pytest.mark.django_db
def test_what_nobody_promised_is_asked_and_what_ran_out_first() -> None:
    with system_scope():
        assert any("Menunggak iuran" in one and "tanpa janji" in one for one in pack_data("id")["asked"])
        (row,) = [one for one in book.matters("") if [m.reason for m in one.measures] == ["ARREARS"]]
        late = {"to_people": 1, "by_day": date(2026, 10, 1)}
        book.enter_step(book.MatterStep(uuid.uuid4(), row.matter_id, "COMMITMENT", "BPJS_KESEHATAN", **late))  # type: ignore[arg-type]
        asked = pack_data("id")["asked"]
        assert "lewat 1 Oktober 2026: kini 3 orang, dijanjikan 1" in asked[0]


@pytest.mark.django_db
def test_an_option_shows_its_interval_and_assumptions() -> None:
    month = {"JKN": [Span(10, 20, 30)]}
    option = Outcome(
        *("Bebas", "Free", DAY, "a", "b", (), (), (DAY,), month, [], {}, {"STATE": Span(1, 2_000_000, 3_000_000)}),
        *({}, {}, {}, {}, {}, 0, 0, ()),
    )
    with system_scope():
        (shown,) = pack_data("id", options=[option_of(option)])["options"]
    assert shown["rows"][0]["value"] == "+20"
    assert shown["rows"][0]["span"] == "antara 10 dan 30"
    assert shown["rows"][1]["value"] == "Rp2,0 juta"


def test_without_a_load_there_is_no_pack(empty_base: str) -> None:
    with system_scope(), pytest.raises(NothingLoaded):
        pack_data("id")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (number(1234567, "id"), "1.234.567"),
        (number(-1234, "en"), "−1,234"),
        (number(None, "id"), "–"),
        (signed(5, "id"), "+5"),
        (signed(0, "id"), "±0"),
        (signed_points(-12, "id"), "−1,2"),
        (money(1_250_000_000, "id"), "Rp1,3 miliar"),
        (money(-999, "en"), "−Rp999"),
        (day_written(DAY, "id"), "1 November 2026"),
        (day_written(date(2026, 8, 17), "en"), "17 August 2026"),
    ],
)
def test_numbers_are_written_by_custom(written: str, text: str) -> None:
    assert written == text
