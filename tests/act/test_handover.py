"""Does the next night's run say of everybody what decrees said the day before?"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from payung.act.decree.named import DecreeList
from payung.act.public import (
    Handed,
    ask_reactivation,
    check_decree,
    close_reactivation_step,
    export_acts,
    give_notice,
    prepare_decree,
    put_in_force,
)
from payung.cli.run import run_steps
from payung.law.public import load_law
from payung.ledger.public import Hand, decree_cover, load, person_by_nik, subject_of_person, system_scope

LAW = load_law()
FIRST, TOLD = date(2026, 11, 1), date(2026, 11, 2)
IN_FORCE = TOLD + timedelta(days=60)
MAKER, SECOND = Hand(1, "pembuat"), Hand(2, "pemeriksa")
ROLES = ("HOSPITAL", "VILLAGE", "REGION", "MINISTRY", "BPJS")
ILL, REMOVED, BACK, RUNNING, UNTOUCHED, ADDED = range(6)
NAMES = ("SITI AMINAH", "BUDI SANTOSO", "DEWI LESTARI", "AGUS SALIM", "RINA WATI", "JOKO SUSILO")


def nik(number: int) -> str:
    """The NIK of a person."""
    return f"350101{10 + number}0380{9001 + number}"


def write_files(folder: Path) -> None:
    """The registers' files: members of JKN paid for by the state, one who is ill, and one who is no member."""
    folder.mkdir()
    members, deciles = [], []
    for number, name in enumerate(NAMES):
        born = f"1980-03-{10 + number}"
        if number != ADDED:
            members.append(
                {
                    "noKartu": f"{number + 1:013d}", "nik": nik(number), "nama": name, "tglLahir": born, "sex": "L",
                    "pisa": "1", "jenisPeserta": "PBI (APBN)", "hakKelas": "3", "tglTMT": "2020-01-01",
                    "statusPeserta": "AKTIF", "kodeWilayah": "350101", "tglNonaktif": None, "sebabNonaktif": None,
                }
            )  # fmt: skip
        deciles.append(
            {
                "nomor_induk_kependudukan": nik(number), "nama": name, "jenis_kelamin": "L", "tanggal_lahir": born,
                "kode_kecamatan": "350101", "desil_nasional": "3",
                "penyakit_kronis": "GAGAL GINJAL" if number == ILL else None,
            }
        )  # fmt: skip
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(members), folder / "peserta_jkn.parquet")
    lines = [",".join(deciles[0]), *(",".join(value or "" for value in row.values()) for row in deciles)]
    (folder / "dtsen_desil.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def act() -> None:
    """A removal and an addition take effect; one comes back, one is on the way."""
    for kind, number, people in (
        ("PBI_REMOVE", "1/2026", (ILL, REMOVED, BACK, RUNNING)),
        ("PBI_ADD", "2/2026", (ADDED,)),
    ):
        listed = DecreeList("daftar.csv", bytes(32), tuple(nik(one) for one in people))
        step = prepare_decree(Handed(number, kind, FIRST, TOLD), listed, on=FIRST, by=MAKER, law=LAW)
        assert (step.refusal, step.people) == (None, len(people))
        check_decree(step.decree_id, on=FIRST, by=SECOND)
        give_notice(step.decree_id, on=TOLD, by=MAKER, law=LAW)
        assert put_in_force(step.decree_id, on=IN_FORCE, by=SECOND, law=LAW).refusal is None
    for one in (BACK, RUNNING):
        case_id = ask_reactivation(_person(one), on=IN_FORCE, by=MAKER, law=LAW).case_id
        assert case_id
        for number, role in enumerate(ROLES if one == BACK else ROLES[:2], 1):
            close_reactivation_step(case_id, number, is_done=True, note="", on=IN_FORCE, by=MAKER, role=role)


def _person(number: int) -> int:
    return person_by_nik(nik(number))[0].person_id


def test_the_next_night_agrees_with_the_day_before(empty_base: str, tmp_path: Path) -> None:
    files, out = tmp_path / "files", tmp_path / "tables"
    write_files(files)
    run_steps(files, out, as_of=FIRST)
    load(out)
    with system_scope():
        act()
        subjects = {number: (subject_of_person(_person(number)) or (b"", ""))[0] for number in range(len(NAMES))}
        said = decree_cover(list(subjects.values()), IN_FORCE)
    assert export_acts(files, IN_FORCE, at=datetime.now(UTC)) == 5
    run_steps(files, out, as_of=IN_FORCE)
    load(out)
    with system_scope():
        lines = {number: person_by_nik(nik(number)) for number in range(len(NAMES))}
    assert {number: len(found) for number, found in lines.items()} == dict.fromkeys(range(len(NAMES)), 1)
    night = {number: found[0].reason for number, found in lines.items()}
    assert night == {
        ILL: "CHRONIC_BRIDGE",
        REMOVED: "REMOVED_FROM_PBI",
        BACK: "PAID_BY_STATE",
        RUNNING: "REACTIVATION_RUNNING",
        UNTOUCHED: "PAID_BY_STATE",
        ADDED: "PAID_BY_STATE",
    }
    day: dict[int, Any] = {number: said[subject].reason for number, subject in subjects.items() if subject in said}
    assert day == {number: reason for number, reason in night.items() if number != UNTOUCHED}
