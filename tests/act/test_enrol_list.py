"""Is a list taken row by row, however bad, with one bill, both agencies' files and every reason; and nothing lost?"""

import csv
import io
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from openpyxl import Workbook, load_workbook

from payung.act.public import (
    Collective,
    ListUnreadable,
    NotThisProgramme,
    as_csv,
    as_workbook,
    close,
    enrol_family,
    enrol_list,
    file_forms,
    read_list,
    retry,
    take_over,
)
from payung.ledger.public import (
    Conflict,
    ListRow,
    attempt,
    enrolment_list,
    list_lines,
    load,
    open_attempts,
    party_of,
    system_scope,
    taken_rows,
)
from payung.ledger.reader.scope import Scope, within
from payung.reckon.public import evaluate
from payung.terms.public import codes
from tests.act.test_enrol import AT, ON, rows
from tests.country import PEOPLE, SEMARANG, Human, nik_of, write_tables

pytestmark = pytest.mark.django_db

HEAD = "NIK,Nama,Tgl Lahir,L/P,Desa (kode),No HP,Pekerjaan,Penghasilan"


def line(number: int, **change: str) -> str:
    """The row of a person of the country, as a clerk writes it."""
    human = PEOPLE[number - 1]
    cells = {
        "nik": nik_of(number) or "",
        "name": human.name.title(),
        "born": f"{human.born:%d/%m/%Y}",
        "sex": human.sex,
        "village": human.village,
        "phone": "081290000001",
        "work": "ojek",
        "income": "1.200.000",
    } | change
    return ",".join(f'"{cell}"' for cell in cells.values())


def written(folder: Path, *lines: str, name: str = "anggota.csv") -> Path:
    """A file of a collective."""
    path = folder / name
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def collective(db: None) -> Collective:
    """An association of Semarang."""
    with system_scope():
        return Collective(party_of("OJEK", "ASSOCIATION", "Paguyuban Ojek", "33.74"), "ASSOCIATION", "33.74")


@contextmanager
def acting_as(collective: Collective, user: int = 9) -> Iterator[None]:
    """The clerk of a collective: no region, only what stands on its own lists."""
    with within(Scope(user, "juru", "COLLECTIVE", "SERVICE", 1, None, (), collective.party_id)):
        yield


def taken(path: Path, collective: Collective, programme: str = "BPU") -> ListRow:
    """The list, read and taken."""
    read = read_list(path, path.name, on=ON, with_jht=False)
    with acting_as(collective):
        return enrol_list(read, collective, programme, file_name=path.name, content=path.read_bytes(), on=ON, at=AT)


def test_good_rows_are_taken_and_bad_ones_told_why(tmp_path: Path, collective: Collective) -> None:
    path = written(
        tmp_path,
        line(1),
        line(6),
        line(6, name="Slamet Lagi"),
        line(4),
        line(2),
        line(8, income="-5"),
        line(9, nik="330101", name="Tanpa Nik"),
        line(8, name=""),
        line(6, nik="3374013112699999"),
        line(8, born="31/12/1969"),
    )
    done = taken(path, collective)
    with acting_as(collective):
        lines = list_lines(done.list_id)
    assert [(one.row, one.outcome) for one in lines] == [(n, "TAKEN" if n < 3 else "REFUSED") for n in range(1, 11)]
    assert [one.causes[0] for one in lines[2:]] == [
        "REPEATED_ROW",
        "ACTIVE_ELSEWHERE",
        "ALREADY_ENROLLED",
        "INCOME_NEGATIVE",
        "NIK_FAULTY",
        "NAME_MISSING",
        "NIK_UNKNOWN",
        "NIK_BIRTH_DATE_DIFFERS",
    ]
    assert (done.rows_read, done.rows_taken, done.rows_refused) == (10, 2, 8)
    # A number that could not be one is faulty, and not missing as well.
    assert "NIK_MISSING" not in lines[6].causes


def test_one_bill_for_all_by_the_law(tmp_path: Path, collective: Collective) -> None:
    done = taken(written(tmp_path, line(1), line(6, income="5.000.000")), collective)
    fact = {"sector": "TRANSPORT", "payer": "COLLECTIVE"}
    facts = [fact | {"income_monthly_idr": income} for income in (1_200_000, 5_000_000)]
    law = [answer.values["total_idr"] for answer in evaluate("bpu.contribution", on=ON, inputs=facts)]
    assert done.amount_idr == sum(law)
    assert rows("SELECT kind, amount_idr, party_id FROM ledger.bill") == [("COLLECTIVE", sum(law), collective.party_id)]
    with acting_as(collective):
        assert [one.amount_idr for one in list_lines(done.list_id)] == law
        assert rows_seen("bill") == 1


def rows_seen(table: str) -> int:
    """How many rows of a table the reader sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ledger.{table}")
        return int(cursor.fetchone()[0])


def test_a_collective_sees_its_own_lists_only(tmp_path: Path, collective: Collective) -> None:
    done = taken(written(tmp_path, line(6), line(4)), collective)
    with system_scope():
        other = replace(collective, party_id=party_of("LAIN", "COOPERATIVE", "Koperasi Lain", "33.74"))
    with acting_as(collective):
        assert {name: rows_seen(name) for name in ("participant", "enrolment", "attempt", "person")} == {
            "participant": 1,
            "enrolment": 2,
            "attempt": 1,
            "person": 0,
        }
    with acting_as(other, user=10):
        assert enrolment_list(done.list_id) is None
        tables = ("participant", "enrolment", "attempt", "enrolment_list", "list_line", "bill", "virtual_account")
        assert {name: rows_seen(name) for name in tables} == dict.fromkeys(tables, 0)


def test_the_same_file_is_the_same_list(tmp_path: Path, collective: Collective) -> None:
    path = written(tmp_path, line(6), line(4))
    first = taken(path, collective)
    assert taken(path, collective) == first
    assert rows("SELECT count(*) FROM ledger.enrolment") == [(2,)]
    assert rows("SELECT count(*) FROM ledger.attempt") == [(1,)]


def test_only_a_region_enrols_in_health_and_pays_by_the_law(tmp_path: Path, collective: Collective) -> None:
    path = written(tmp_path, line(8), line(4), line(6))
    with pytest.raises(NotThisProgramme):
        taken(path, collective, "JKN")
    with system_scope():
        region = Collective(party_of("PEMKOT", "REGION", "Pemkot Semarang", "33.74"), "REGION", "33.74")
    done = taken(path, region, "JKN")
    law = evaluate("jkn.pbpu_pemda.contribution", on=ON, inputs=[{}])[0].values["region_idr"]
    assert (done.rows_taken, done.amount_idr) == (2, 2 * law)
    assert rows("SELECT DISTINCT segment, pay_from FROM ledger.enrolment") == [("PBPU_PEMDA", date(2026, 12, 1))]


def test_a_regional_budget_gets_no_discount(tmp_path: Path) -> None:
    with system_scope():
        region = Collective(party_of("PEMKOT", "REGION", "Pemkot Semarang", "33.74"), "REGION", "33.74")
    done = taken(written(tmp_path, line(6)), region)
    asked = {"income_monthly_idr": 1_200_000, "sector": "TRANSPORT"}
    law = {
        payer: evaluate("bpu.contribution", on=ON, inputs=[asked | {"payer": payer}])[0].values["total_idr"]
        for payer in ("APBD", "COLLECTIVE")
    }
    assert done.amount_idr == law["APBD"] > law["COLLECTIVE"]


@pytest.mark.parametrize("code", ["sipp", "edabu"])
def test_both_agencies_files_leave(tmp_path: Path, collective: Collective, code: str) -> None:
    done = taken(written(tmp_path, line(1), line(6), line(4)), collective)
    form = file_forms()[code]
    with acting_as(collective):
        people = list(taken_rows(done.list_id))
        table = list(csv.reader(io.StringIO("".join(as_csv(form, people, done.party)))))
        sheet = load_workbook(io.BytesIO(as_workbook(form, people, done.party))).active
    assert table[0] == form.heads
    assert [len(one) for one in table] == [{"sipp": 33, "edabu": 28}[code]] * 3
    nik = form.heads.index("NO_IDENTITAS" if code == "sipp" else "NIK")
    assert [one[nik] for one in table[1:]] == [nik_of(1), nik_of(6)]
    assert sheet is not None
    assert [[cell or "" for cell in one] for one in sheet.values] == table


def test_a_workbook_is_read_like_a_text_file(tmp_path: Path, collective: Collective) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(HEAD.split(","))
    book.active.append([cell.strip('"') for cell in line(6).split(",")])
    book.save(tmp_path / "anggota.xlsx")
    assert taken(tmp_path / "anggota.xlsx", collective).rows_taken == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF", "KIND"),
        ("a.csv", b"", "EMPTY"),
        ("a.csv", b"x,y\n1,2\n", "NO_HEADER"),
        ("a.csv", HEAD.encode() + b"\n", "EMPTY"),
        ("a.xlsx", b"PK\x03\x04broken", "DAMAGED"),
        ("a.csv", b"\x00\xff\xfe" * 50, "DAMAGED"),
        ("a.csv", b"x" * (9 << 20), "TOO_LARGE"),
    ],
)
def test_what_is_no_list_is_refused_whole(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ListUnreadable) as refused:
        read_list(path, name, on=ON, with_jht=False)
    assert refused.value.code == code
    assert codes("list_faults")[code].plain("id")


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8-sig"), (",", "utf-8")]
)
def test_a_list_is_read_as_office_programs_save_it(tmp_path: Path, separator: str, encoding: str) -> None:
    cells = [HEAD.split(","), [cell.strip('"') for cell in line(6).split(",")]]
    cells[1][1] = "JOSÉ"
    path = tmp_path / "daftar.csv"
    path.write_bytes("".join(separator.join(row) + "\r\n" for row in cells).encode(encoding))
    [row] = read_list(path, path.name, on=ON, with_jht=False)
    assert (row.told.nik, row.told.name) == (nik_of(6), "JOSÉ")


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (65 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(ListUnreadable):
        read_list(path, path.name, on=ON, with_jht=False)


def member(number: int) -> Human:
    """One of very many who work for themselves and are in no programme."""
    born = date(1971 + number % 30, number % 12 + 1, number % 28 + 1)
    return Human(f"WARGA {number}", "LP"[number % 2], born, SEMARANG, number, {"JKK": ("NEVER_REGISTERED", None)})


# What a clerk writes wrongly, one after the other, and the reason the row gets.
FAULTS: tuple[tuple[dict[str, str], str], ...] = (
    ({"born": "31/12/1969"}, "NIK_BIRTH_DATE_DIFFERS"),
    ({"income": "-5"}, "INCOME_NEGATIVE"),
    ({"nik": "330101"}, "NIK_FAULTY"),
    ({"name": "Orang Lain"}, "IDENTITY_DIFFERS"),
    ({"name": ""}, "NAME_MISSING"),
)


@pytest.mark.django_db(transaction=True)
def test_of_ten_thousand_rows_a_third_is_refused_and_the_rest_enrolled(empty_base: str, tmp_path: Path) -> None:
    people = tuple(member(number) for number in range(10_000))
    load(write_tables(tmp_path / "many", people))
    lines, wrong = [], {}
    for number, human in enumerate(people, 1):
        cells = {"nik": nik_of(number, human) or "", "name": human.name, "born": f"{human.born:%d/%m/%Y}"}
        cells |= {"sex": human.sex, "village": SEMARANG, "income": str(1_000_000 + number)}
        if number % 3 == 0:
            change, wrong[number] = FAULTS[number // 3 % len(FAULTS)]
            cells |= change
        lines.append(line(1, **cells))
    with system_scope():
        ours = Collective(party_of("OJEK", "ASSOCIATION", "Paguyuban Ojek", "33.74"), "ASSOCIATION", "33.74")
    done = taken(written(tmp_path, *lines), ours)
    assert (done.rows_read, done.rows_taken, done.rows_refused) == (10_000, 10_000 - len(wrong), len(wrong))
    with acting_as(ours):
        told = list_lines(done.list_id)
    assert [one.row for one in told] == list(range(1, 10_001))
    assert {one.row: one.causes[0] for one in told if one.causes} == wrong
    enrolled = rows("SELECT programme, count(*), count(DISTINCT participant_id) FROM ledger.enrolment GROUP BY 1")
    assert sorted(enrolled) == [(name, len(lines) - len(wrong), len(lines) - len(wrong)) for name in ("JKK", "JKM")]
    assert rows("SELECT count(*) FROM ledger.attempt") == [(len(wrong),)]
    assert rows("SELECT count(*), sum(amount_idr) FROM ledger.bill") == [(1, sum(one.amount_idr for one in told))]


def test_a_failed_attempt_is_taken_over_put_right_and_enrolled(tmp_path: Path, collective: Collective) -> None:
    taken(written(tmp_path, line(6, income="")), collective)
    village = within(Scope(3, "desa", "VILLAGE", "SERVICE", 1, "33.74"))
    with village:
        [one] = open_attempts(region="33.74")
        take_over(uuid.uuid4(), one.attempt_id)
        assert open_attempts()[0].kind == "TAKEN"
        found = attempt(one.attempt_id)
        assert found is not None
        assert found.told.nik == nik_of(6)
        still = retry(uuid.uuid4(), one.attempt_id, found.told, on=ON, at=AT)
        assert (still.causes, still.enrolled) == (("INCOME_MISSING",), None)
        act_id = uuid.uuid4()
        mended = replace(found.told, income_monthly_idr=1_200_000)
        done = retry(act_id, one.attempt_id, mended, on=ON, at=AT)
        assert done.enrolled is not None
        assert done.enrolled.account_no == f"88887{collective.party_id:011d}"
        again = retry(act_id, one.attempt_id, mended, on=ON, at=AT)
        assert again.enrolled is not None
        assert again.enrolled.is_repeat
        assert open_attempts() == []
        with pytest.raises(Conflict):
            take_over(uuid.uuid4(), one.attempt_id)
    assert rows("SELECT count(*), count(DISTINCT party_id) FROM ledger.enrolment") == [(2, 1)]


def test_a_row_of_a_regions_list_is_put_right_and_the_region_pays(tmp_path: Path) -> None:
    with system_scope():
        region = Collective(party_of("PEMKOT", "REGION", "Pemkot Semarang", "33.74"), "REGION", "33.74")
    taken(written(tmp_path, line(8, nik="3374011708999999"), line(4)), region, "JKN")
    with within(Scope(3, "desa", "VILLAGE", "SERVICE", 1, "33.74")):
        [one] = open_attempts(cause="NIK_UNKNOWN")
        found = attempt(one.attempt_id)
        assert found is not None
        still = retry(uuid.uuid4(), one.attempt_id, found.told, on=ON, at=AT)
        assert (still.causes, still.enrolled) == (("NIK_UNKNOWN",), None)
        act_id = uuid.uuid4()
        done = retry(act_id, one.attempt_id, replace(found.told, nik=nik_of(8)), on=ON, at=AT)
        again = retry(act_id, one.attempt_id, replace(found.told, nik=nik_of(8)), on=ON, at=AT)
        assert done.enrolled is not None
        assert again.enrolled == replace(done.enrolled, is_repeat=True)
        assert open_attempts(cause="NIK_UNKNOWN") == []
    law = evaluate("jkn.pbpu_pemda.contribution", on=ON, inputs=[{}])[0].values["region_idr"]
    assert rows("SELECT kind, amount_idr, party_id FROM ledger.bill") == [("JKN", law, region.party_id)]
    assert rows("SELECT segment, party_id FROM ledger.enrolment") == [("PBPU_PEMDA", region.party_id)]


def test_a_familys_attempt_is_put_right_and_the_whole_card_enrolled_in_one_step() -> None:
    with within(Scope(7, "kader", "AGENT", "SERVICE", 1, "33.74")):
        failed = enrol_family(uuid.uuid4(), 8, 9, on=ON, at=AT)
        assert failed.refused[0].causes == ("CARE_CLASS_UNKNOWN",)
        [one] = open_attempts()
        found = attempt(one.attempt_id)
        assert found is not None
        still = retry(uuid.uuid4(), one.attempt_id, found.told, on=ON, at=AT)
        assert (still.causes, still.enrolled) == (("CARE_CLASS_UNKNOWN",), None)
        assert [line.kind for line in open_attempts()] == [None]
        act_id, mended = uuid.uuid4(), replace(found.told, care_class=3)
        done = retry(act_id, one.attempt_id, mended, on=ON, at=AT)
        assert done.enrolled is not None
        assert (done.enrolled.names, done.enrolled.programme) == ((PEOPLE[7].name,), "JKN")
        assert retry(act_id, one.attempt_id, mended, on=ON, at=AT).enrolled == replace(done.enrolled, is_repeat=True)
        assert open_attempts() == []
        late = retry(uuid.uuid4(), one.attempt_id, mended, on=ON, at=AT)
        assert (late.causes, late.enrolled) == (("ALREADY_ENROLLED",), None)
    assert rows("SELECT count(*), count(DISTINCT payer_id) FROM ledger.enrolment") == [(1, 1)]


def test_an_attempt_is_closed_with_a_word_and_never_deleted(tmp_path: Path, collective: Collective) -> None:
    taken(written(tmp_path, line(6, income="")), collective)
    with within(Scope(3, "desa", "VILLAGE", "SERVICE", 1, "33.74")):
        [one] = open_attempts()
        with pytest.raises(ValueError, match="word why"):
            close(uuid.uuid4(), one.attempt_id, " ")
        close(uuid.uuid4(), one.attempt_id, "pindah ke luar kota")
        assert open_attempts() == []
        found = attempt(one.attempt_id)
        assert found is not None
        assert [(kind, note) for kind, _, note, _ in found.steps] == [("CLOSED", "pindah ke luar kota")]


def test_of_another_region_no_attempt_is_seen(tmp_path: Path, collective: Collective) -> None:
    taken(written(tmp_path, line(6, income="")), collective)
    with within(Scope(3, "desa", "VILLAGE", "SERVICE", 1, "32.01")):
        assert open_attempts() == []


def test_every_refusal_has_its_words() -> None:
    for code, entry in codes("refusals").items():
        assert entry.facts["holder"] in codes("movers"), code
        assert set(entry.facts["repair"]) == {"id", "en"}, code
        assert entry.facts["step"] in {"FORM", "IDENTITY", "FAMILY", "AGE", "MEMBERSHIP", "MONEY"}, code
