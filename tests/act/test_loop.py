"""Is whoever enrolled or paid here judged the next night as today's answer says, and the registers' later files too?"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from django.db import connection

from payung.act.public import (
    Asked,
    Collective,
    Cover,
    agree,
    collect,
    covers,
    enrol_family,
    enrol_list,
    enrol_payroll,
    enrol_worker,
    export_acts,
    read_list,
    report_end,
    workers_of,
)
from payung.cli.run import run_steps
from payung.ledger.person.participant import subject_of
from payung.ledger.public import (
    NewEnrolment,
    Told,
    correct_enrolment,
    enrolments_of_act,
    enter_bill,
    enter_employer,
    enter_enrolments,
    enter_participant,
    first_bill_id,
    load,
    participant_of,
    party_of,
    person_by_nik,
    system_scope,
    virtual_account_of,
)
from tests.act.billed import owe_months
from tests.act.test_collect import told as money

FIRST, ON = date(2026, 11, 1), date(2026, 11, 3)
AT = datetime(2026, 11, 3, 3, tzinfo=UTC)
NIGHTS = (date(2026, 11, 10), date(2026, 12, 10), date(2027, 1, 20), date(2027, 4, 20))
PROGRAMMES = ("JKN", "JKK", "JKM", "JHT", "JP")
PLACES = {
    "WORKER": "SITI AMINAH",
    "UNPAID": "BUDI SANTOSO",
    "SAVER": "DEWI LESTARI",
    "HEAD": "AGUS SALIM",
    "WIFE": "RINA WATI",
    "POOR": "JOKO SUSILO",
    "PAYER": "HARTONO",
    "PARTLY": "KARTINI",
    "BY_PARTS": "LASTRI",
    "SELF": "MULYADI",
    "SPONSORED": "NURHAYATI",
    "RESIDENT": "OCTAVIANUS",
    "ENDED": "PURWANTO",
    "VOID": "QORIAH",
    "LATE": "ROHMAT",
    "GOING_ON": "SUPARDI",
    "STRANGER": "TUKIYEM",
    "AGAIN": "UMAR BAKRI",
    "STAFF": "VERONIKA",
    "DISMISSED": "WIDODO",
    "WAITING": "XAVERIUS",
    "MOVED": "YOHANES",
}
NAMES = tuple(PLACES.values())
WORKER, UNPAID, SAVER, HEAD, WIFE, POOR = range(6)
PAYER, PARTLY, BY_PARTS, SELF, SPONSORED, RESIDENT = range(6, 12)
ENDED, VOID, LATE, GOING_ON, STRANGER, AGAIN, STAFF, DISMISSED, WAITING, MOVED = range(12, 22)
REGION = "35.01.01.2001"


def nik(number: int) -> str:
    """The NIK of a person."""
    return f"350101{10 + number}0380{9001 + number}"


def write_files(folder: Path) -> None:
    """Whom the registers know before anybody acts; POOR and the couple are in no register of members."""
    folder.mkdir()
    people = [_decile(number) for number in range(len(NAMES)) if number != STRANGER]
    lines = [",".join(people[0]), *(",".join(row.values()) for row in people)]
    (folder / "dtsen_desil.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    health = [_health(number, "2026-06") for number in (PAYER, PARTLY, BY_PARTS)]
    health += [_health(GOING_ON, "2026-10")]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(health), folder / "peserta_jkn.parquet")
    write_work(folder, [_work(SELF, "202609", "01/02/2025"), _work(AGAIN, "202501", "01/02/2024")])


def _decile(number: int) -> dict[str, str]:
    card = HEAD if number == WIFE else number
    return {
        "nomor_induk_kependudukan": nik(number), "no_kk": f"3501010101209{100 + card}", "nama": NAMES[number],
        "jenis_kelamin": "L", "tanggal_lahir": f"1980-03-{10 + number}", "kode_desa": "3501012001",
        "desil_nasional": "4",
    }  # fmt: skip


def _health(number: int, paid_until: str, status: str | None = None) -> dict[str, Any]:
    is_late = paid_until < "2026-09"
    return {
        "noKartu": f"{number + 1:013d}", "nik": nik(number), "nama": NAMES[number],
        "tglLahir": f"1980-03-{10 + number}",
        "sex": "L", "pisa": "1", "jenisPeserta": "PBPU", "hakKelas": "3", "tglTMT": "2020-01-01",
        "statusPeserta": status or ("NON AKTIF KARENA PREMI" if is_late else "AKTIF"), "kodeWilayah": "350101",
        "tglNonaktif": "2026-08-01" if is_late else None, "sebabNonaktif": "MENUNGGAK" if is_late else None,
        "lunasSampai": paid_until,
    }  # fmt: skip


def _work(number: int, paid_until: str, since: str) -> dict[str, str]:
    return {
        "KPJ": f"{26000000001 + number}", "NO_IDENTITAS": nik(number), "NAMA_LENGKAP": NAMES[number],
        "TANGGAL_LAHIR": f"{10 + number}/03/1980", "JENIS_KELAMIN": "L", "SEGMEN": "BPU", "PROGRAM": "JKK,JKM",
        "TGL_KEPESERTAAN": since, "BLTH_AKHIR": paid_until, "STATUS": "AKTIF", "UPAH": "1500000",
        "SEKTOR": "PERDAGANGAN",
    }  # fmt: skip


def write_work(folder: Path, rows: list[dict[str, str]]) -> None:
    """The file of BPJS Ketenagakerjaan."""
    lines = ["|".join(rows[0]), *("|".join(row.values()) for row in rows)]
    (folder / "peserta_bpjstk.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def act(folder: Path) -> None:
    """What people and officers do on the day."""
    paid = {}
    for number in (WORKER, UNPAID, SAVER, ENDED, VOID, LATE, AGAIN, MOVED):
        done = enrol_worker(uuid.uuid4(), _told(number), on=ON, at=AT)
        assert done.price, done.refused
        paid[number] = done
        if number not in (UNPAID, LATE):
            pay(done.account_no or "", done.price.amount_idr)
    pay(paid[LATE].account_no or "", paid[LATE].price.amount_idr, days=5)  # type: ignore[union-attr]
    for number, until, is_void in ((ENDED, date(2026, 11, 6), False), (VOID, None, True)):
        for row in enrolments_of_act(paid[number].act_id):
            correct_enrolment(row["enrolment_id"], uuid.uuid4(), until=until, at=AT, is_void=is_void)
    for number in (HEAD, POOR):
        family = enrol_family(uuid.uuid4(), person(number), 3, on=ON, at=AT)
        assert len(family.names) == (2 if number == HEAD else 1)
        if number == HEAD and family.price:
            pay(family.account_no or "", family.price.amount_idr)
    pay_arrears()
    enrol_by_others(folder)
    register_workers(folder)


def register_workers(folder: Path) -> None:
    """An employer registers workers and pays for them; one is dismissed. Another has not paid yet."""
    for code, numbers in (("20009001", (STAFF, DISMISSED)), ("20009002", (WAITING, MOVED))):
        by = enter_employer(code, f"PT {code}", "35.01", "rendah", "MEDIUM_LARGE")
        path = folder / f"{code}.csv"
        lines = [
            f"{nik(number)},{NAMES[number]},{10 + number}/03/1980,L,{REGION},6000000,02/11/2026" for number in numbers
        ]
        head = "NIK,Nama,Tgl Lahir,L/P,Desa (kode),Upah,Mulai Bekerja"
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        listed = read_list(path, path.name, on=ON, with_jht=False)
        done = enrol_payroll(listed, code, file_name="x", content=path.read_bytes(), on=ON, at=AT)
        assert done.rows_taken == len(numbers)
        if WAITING not in numbers:
            pay(virtual_account_of(party_id=by.party_id), done.amount_idr)
            [left] = [one for one in workers_of(by.party_id, ON) if one.name == NAMES[DISMISSED]]
            assert report_end(uuid.uuid4(), by, left.participant_id, ON, "LAID_OFF", on=ON, at=AT) == "ENDED"


def pay_arrears() -> None:
    """Members of registers pay here what they owe: all, some of it, by instalments, or the month that runs."""
    for number, kind, first, months, paid in (
        *((PAYER, "JKN", date(2026, 7, 1), 5, 5), (PARTLY, "JKN", date(2026, 7, 1), 5, 2)),
        *((GOING_ON, "JKN", date(2026, 11, 1), 1, 1), (SELF, "BPU", date(2026, 10, 1), 2, 2)),
        (BY_PARTS, "JKN", date(2026, 6, 1), 5, 0),
    ):
        participant = participant_of(person(number))
        owe_months(participant, kind, first, months, 35_000, at=AT)
        account_no = virtual_account_of(participant_id=participant)
        if number == BY_PARTS:
            tell_class(participant)
            agreed = agree(participant, on=ON, at=AT)
            assert agreed.reason is None
            pay(account_no, agreed.schedule[0][2])
        elif paid:
            pay(account_no, paid * 35_000)


def tell_class(participant: int) -> None:
    """The bills say in which class of care the months were owed: without it no instalments are offered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.bill_line (bill_id, participant_id, programme, care_class, gross_idr, relief_idr,"
            " state_idr, region_idr, amount_idr)"
            " SELECT bill_id, participant_id, 'JKN', 3, amount_idr, 0, 0, 0, amount_idr"
            " FROM ledger.bill WHERE participant_id = %s",
            [participant],
        )


def enrol_by_others(folder: Path) -> None:
    """A cooperative pays for a worker, a region for a resident; somebody whom no register knows has an enrolment."""
    for number, code, kind, programme in (
        (SPONSORED, "KSP", "COOPERATIVE", "BPU"),
        (RESIDENT, "PEMKAB", "REGION", "JKN"),
    ):
        party = Collective(party_of(code, kind, f"{code} Pacitan", "35.01"), kind, "35.01")
        path = folder / f"{code}.csv"
        path.write_text(
            "NIK,Nama,Tgl Lahir,L/P,Desa (kode),Penghasilan,Sektor\n"
            f"{nik(number)},{NAMES[number]},{10 + number}/03/1980,L,{REGION},1500000,PERDAGANGAN\n",
            encoding="utf-8",
        )
        listed = read_list(path, path.name, on=ON, with_jht=False)
        done = enrol_list(listed, party, programme, file_name="x", content=path.read_bytes(), on=ON, at=AT)
        assert done.rows_taken == 1
        pay(virtual_account_of(party_id=party.party_id), done.amount_idr)
    participant = enter_participant(
        nik=nik(STRANGER), kk=None, name=NAMES[STRANGER], birth_date=date(1980, 3, 10 + STRANGER), sex="L",
        region_code=REGION, by=0,
    )  # fmt: skip
    act_id = uuid.uuid4()
    subject = subject_of(nik(STRANGER), NAMES[STRANGER], date(1980, 3, 10 + STRANGER))
    enter_enrolments(work_rows(act_id, participant, subject), at=AT)
    facts = {"month": date(2026, 11, 1), "due_on": date(2026, 12, 15), "amount_idr": 20_000, "at": AT}
    enter_bill(first_bill_id(act_id), kind="BPU", participant_id=participant, **facts)


def work_rows(act_id: uuid.UUID, participant: int, subject: bytes) -> list[NewEnrolment]:
    """The enrolment of somebody whom no register knows."""
    where = {"region_code": REGION, "segment": "BPU", "since": ON, "pay_from": ON, "sector": "TRADE"}
    return [NewEnrolment(act_id, participant, subject, programme="JKK", payer_id=participant, **where)]


def _told(number: int) -> Told:
    return Told(
        nik=nik(number), name=NAMES[number], birth_date=date(1980, 3, 10 + number), sex="L", region_code=REGION,
        income_monthly_idr=1_500_000, sector="TRADE", with_jht=number == SAVER,
    )  # fmt: skip


def pay(account_no: str, amount_idr: int, *, days: int = 0) -> None:
    """Pay into an account, some days after the day."""
    at = AT + timedelta(days=days)
    assert collect(replace(money(1, amount_idr), account_no=account_no, paid_at=at), at=at).reason is None


def person(number: int) -> int:
    """The number of a person in the load shown."""
    return person_by_nik(nik(number))[0].person_id


def live(on: date) -> dict[tuple[int, str], tuple[Any, ...]]:
    """What the answer of the day says of everybody in each programme."""
    at = datetime.combine(on, time(20), UTC)
    found: dict[tuple[int, str], tuple[Any, ...]] = {}
    with system_scope():
        for programme in PROGRAMMES:
            asked = [Asked(nik(number)) for number in range(len(NAMES))]
            for number, said in enumerate(covers(asked, programme, on=on, at=at)):
                if said.verdict not in ("UNKNOWN_PERSON", "LAPSED"):
                    found[number, programme] = _plain(said)
    return found


def _plain(said: Cover) -> tuple[Any, ...]:
    return said.status, said.reason, said.since, said.until if said.status == "ACTIVE" else None


def night(on: date, files: Path, out: Path) -> dict[tuple[int, str], tuple[Any, ...]]:
    """Hand over, run, load; what the determination then says of everybody."""
    export_acts(files, on, at=datetime.combine(on, time(20), UTC))
    run_steps(files, out, as_of=on)
    load(out)
    numbers = {nik(number): number for number in range(len(NAMES))}
    persons = pyarrow.parquet.read_table(out / "persons.parquet").to_pylist()
    people = {row["person_id"]: numbers[row["nik"]] for row in persons}
    assert len(set(people.values())) == len(people), "one person stands there twice"
    rows = pyarrow.parquet.read_table(out / "determinations.parquet").to_pylist()
    return {
        (people[row["person_id"]], row["programme"]): (
            row["status"], row["reason"], row["since"], row["until"] if row["status"] == "ACTIVE" else None,
        )
        for row in rows if row["programme"] in PROGRAMMES
    }  # fmt: skip


@pytest.fixture
def acted(empty_base: str, tmp_path: Path) -> tuple[Path, Path]:
    """The files and the folder of tables, with the first load and what was done since."""
    files, out = tmp_path / "files", tmp_path / "tables"
    write_files(files)
    run_steps(files, out, as_of=FIRST)
    load(out)
    with system_scope():
        act(tmp_path)
    return files, out


def test_every_night_says_what_the_day_said(acted: tuple[Path, Path]) -> None:
    files, out = acted
    told: list[dict[tuple[int, str], tuple[Any, ...]]] = []
    for on in NIGHTS:
        day = live(on)
        told.append(night(on, files, out))
        differ = {key: (said, told[-1].get(key)) for key, said in day.items() if told[-1].get(key, said) != said}
        assert differ == {}, (on, list(differ.items()))
        after = live(on)
        assert {key: said for key, said in after.items() if told[-1].get(key, said) != said} == {}
    first, second, third, last = told
    assert first[WORKER, "JKK"][:3] == ("ACTIVE", "PAID_BY_SELF", ON)
    assert first[LATE, "JKK"][:3] == ("ACTIVE", "PAID_BY_SELF", ON + timedelta(days=5))
    assert first[SAVER, "JHT"][:2] == ("ACTIVE", "PAID_BY_SELF")
    assert first[SPONSORED, "JKM"][:2] == ("ACTIVE", "PAID_BY_SPONSOR")
    assert [first[n, "JKK"][1] for n in (UNPAID, AGAIN, ENDED)] == [
        "FIRST_PAYMENT_DUE",
        "PAID_BY_SELF",
        "CONTRACT_ENDED",
    ]
    assert first.get((VOID, "JKK"), ("", "NEVER_REGISTERED"))[1] == "NEVER_REGISTERED"
    assert [first[n, "JKN"][1] for n in (HEAD, WIFE, POOR)] == ["WAITING_PERIOD"] * 3
    assert [second[n, "JKN"][1] for n in (HEAD, POOR)] == ["PAID_BY_SELF", "FIRST_PAYMENT_DUE"]
    assert first[PAYER, "JKN"][:3] == ("ACTIVE", "PAID_BY_SELF", ON)
    assert first[GOING_ON, "JKN"][:3] == ("ACTIVE", "PAID_BY_SELF", date(2020, 1, 1))
    assert first[PARTLY, "JKN"][:3] == ("SUSPENDED", "ARREARS", date(2026, 10, 1))
    assert first[BY_PARTS, "JKN"][:2] == ("SUSPENDED", "INSTALMENTS_RUNNING")
    assert first[SELF, "JKK"][:3] == ("ACTIVE", "PAID_BY_SELF", date(2025, 2, 1))
    assert (first[RESIDENT, "JKN"][1], second[RESIDENT, "JKN"][1]) == ("APPOINTED_NOT_IN_FORCE", "PAID_BY_REGION")
    assert [one[WORKER, "JKK"][1] for one in (second, third, last)] == ["PAID_BY_SELF", "GRACE", "CONTRACT_ENDED"]
    assert [one[BY_PARTS, "JKN"][1] for one in (second, last)] == ["INSTALMENTS_RUNNING", "ARREARS"]
    assert first[STRANGER, "JKK"][1] == "FIRST_PAYMENT_DUE"
    assert [first[STAFF, one][1] for one in PROGRAMMES] == ["PAID_BY_EMPLOYER"] * len(PROGRAMMES)
    assert [one[STAFF, "JKN"][1] for one in told[1:]] == ["PAID_BY_EMPLOYER", "EMPLOYER_ARREARS", "EMPLOYER_ARREARS"]
    assert [one[STAFF, "JP"][1] for one in told[1:]] == ["PAID_BY_EMPLOYER", "EMPLOYER_ARREARS", "EMPLOYER_ARREARS"]
    assert [one[DISMISSED, "JKN"][1] for one in told] == ["LAYOFF_COVER"] * 4
    assert first[DISMISSED, "JHT"][:3] == ("ENDED", "LAID_OFF", ON + timedelta(days=1))
    # What was paid by oneself covers until the employer pays, which this one never does.
    assert [one[MOVED, "JKK"][1] for one in told[:3]] == ["PAID_BY_SELF", "PAID_BY_SELF", "GRACE"]
    assert [first[WAITING, one][1] for one in ("JKN", "JHT")] == ["EMPLOYER_ARREARS", "FIRST_PAYMENT_DUE"]


def test_what_the_agencies_show_later_is_not_told_twice(acted: tuple[Path, Path]) -> None:
    files, out = acted
    before = night(NIGHTS[0], files, out)
    health = [_health(number, "2026-11", "AKTIF") for number in (PAYER, GOING_ON)] + [_health(PARTLY, "2026-08")]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(health), files / "peserta_jkn.parquet")
    write_work(files, [_work(SELF, "202611", "01/02/2025"), _work(WORKER, "202612", "03/11/2026")])
    after = night(NIGHTS[0], files, out)
    same = [(PAYER, "JKN"), (GOING_ON, "JKN"), (PARTLY, "JKN"), (SELF, "JKK")]
    assert [after[key] for key in same] == [before[key] for key in same]
    # Paid at the agency a month further than here: the later month stands.
    assert after[WORKER, "JKK"] == (*before[WORKER, "JKK"][:3], date(2027, 3, 31))
    memberships = pyarrow.parquet.read_table(out / "memberships.parquet").to_pylist()
    persons = pyarrow.parquet.read_table(out / "persons.parquet").to_pylist()
    [left] = [row["person_id"] for row in persons if row["nik"] == nik(DISMISSED)]
    [jkp] = [row for row in memberships if (row["person_id"], row["programme"]) == (left, "JKP")]
    # On the months and the wage that were paid for rests what is claimed after a dismissal.
    assert (jkp["inactive_cause"], jkp["since"], jkp["paid_until"], jkp["wage_monthly_idr"]) == (
        "LAID_OFF", ON, FIRST, 6_000_000,
    )  # fmt: skip
    standing = [(row["person_id"], row["programme"]) for row in memberships if row["rank"] == 1]
    assert len(standing) == len(set(standing))
