"""Who is joined and who is not? The failures that linking of Indonesian registers is known for, one by one."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from payung.link.public import RecordsMalformed, RecordsMissing, link
from tests.engines import write_parquet
from tests.link.people import AS_OF, BUDI, RINA, linked, record, rows_of, write_records

DUMMY = "1234567890" + "123456"


def test_equal_nik_and_name_is_one_person(tmp_path: Path) -> None:
    ids = linked(tmp_path, [record("dukcapil", BUDI), record("bpjs_kesehatan", BUDI, name="BOEDI SANTOSA")])
    assert ids == [1, 1]
    assert [row["method"] for row in rows_of(tmp_path, "links")] == ["NIK", "NIK"]


def test_borrowed_nik_never_merges_where_name_and_birth_date_both_disagree(tmp_path: Path) -> None:
    son = record("roster", BUDI, name="AGUS PRASETYO", birth_date=date(2004, 2, 29), mother_name=None)
    ids = linked(tmp_path, [record("dukcapil", BUDI), son])
    assert len(set(ids)) == 2
    assert [row["reason"] for row in rows_of(tmp_path, "reviews")] == ["SAME_NIK_OTHER_PERSON"]


def test_borrowed_nik_in_a_family_makes_no_chain(tmp_path: Path) -> None:
    """Same NIK, card and clan name, no birth date on the middle record: A to B to C must not become one."""
    father = {**BUDI, "name": "TOGAR SIREGAR", "birth_date": date(1970, 5, 4)}
    daughter = {**father, "name": "MARIA SIREGAR", "birth_date": date(1999, 9, 9), "sex": "P"}
    records = [
        record("dukcapil", father),
        record("bpjs_kesehatan", father, name="SIREGAR", birth_date=None, sex=None),
        record("dtsen", daughter),
    ]
    ids = linked(tmp_path, records)
    assert len(set(ids)) == 3


def test_the_last_name_alone_is_no_agreement_of_names(tmp_path: Path) -> None:
    brother = record("bpjs_kesehatan", BUDI, name="HOTMAN SANTOSO", birth_date=None)
    assert len(set(linked(tmp_path, [record("dukcapil", BUDI), brother]))) == 2


def test_a_nik_date_is_no_second_proof(tmp_path: Path) -> None:
    """A lent NIK with no birth date of its own: the date inside the NIK is the holder's and says nothing."""
    borrower = record("bpjs_kesehatan", RINA, nik=BUDI["nik"], birth_date=None)
    ids = linked(tmp_path, [record("dukcapil", BUDI), record("dukcapil", RINA), borrower])
    assert ids[2] != ids[0]
    assert ids[2] == ids[1]


def test_siti_latifah_is_not_siti_umayah(tmp_path: Path) -> None:
    latifah = {**RINA, "name": "SITI LATIFAH", "birth_date": date(1980, 1, 1), "mother_name": None, "kk": None}
    umayah = {**latifah, "name": "SITI UMAYAH", "nik": None}
    assert len(set(linked(tmp_path, [record("dukcapil", latifah), record("dtsen", umayah)]))) == 2


def test_twins_whose_niks_follow_each_other_stay_two(tmp_path: Path) -> None:
    first = {**BUDI, "name": "RAFI HIDAYAT"}
    second = {**BUDI, "name": "RAFI KURNIAWAN", "nik": "3201011508859002"}
    ids = linked(
        tmp_path,
        [record("dukcapil", first), record("bpjs_kesehatan", second), record("dtsen", second)],
    )
    assert ids[1] == ids[2] != ids[0]


def test_a_true_double_in_one_register_is_one_person(tmp_path: Path) -> None:
    double = record("bpjs_kesehatan", BUDI, nik=None)
    ids = linked(tmp_path, [record("dukcapil", BUDI), record("bpjs_kesehatan", BUDI), double])
    assert ids == [1, 1, 1]


def test_at_most_one_record_of_each_register(tmp_path: Path) -> None:
    namesake = record(
        "bpjs_kesehatan", BUDI, nik=None, name="BUDI S", mother_name=None, kk=None, birth_date=date(1985, 1, 1)
    )
    ids = linked(tmp_path, [record("dukcapil", BUDI), record("bpjs_kesehatan", BUDI), namesake])
    assert ids[0] == ids[1] != ids[2]


def test_a_dummy_nik_joins_nobody(tmp_path: Path) -> None:
    strangers = [
        record("roster", BUDI, nik=DUMMY, name=name, birth_date=date(1970 + place, 3, 4), kk=None, mother_name=None)
        for place, name in enumerate(["AGUS", "HASAN", "TONO"])
    ]
    assert len(set(linked(tmp_path, strangers))) == 3


def test_a_nik_used_by_a_whole_village_joins_nobody(tmp_path: Path) -> None:
    names = [
        "ADI",
        "BAYU",
        "CANDRA",
        "DEDI",
        "EKO",
        "FAJAR",
        "GALIH",
        "HADI",
        "IWAN",
        "JOKO",
        "KARNO",
        "LUKMAN",
        "MULYONO",
        "NANANG",
    ]
    strangers = [
        record("roster", BUDI, name=name, birth_date=date(1985, 8, 15), kk=None, mother_name=None) for name in names
    ]
    assert len(set(linked(tmp_path, strangers))) == len(names)


def test_a_record_without_nik_is_found_by_the_model(tmp_path: Path) -> None:
    worker = record("roster", BUDI, nik=None, kk=None, phone="081234567890", mother_name=None)
    member = record("bpjs_kesehatan", BUDI, phone="081234567890")
    others = [
        record("dukcapil", BUDI, nik=f"32010101{month:02}75{9000 + month}", name=f"{name} WIJAYA", kk=None,
               birth_date=date(1975, month, 1), mother_name="MURNI")
        for month, name in enumerate(["ADI", "BAYU", "CANDRA", "DEDI", "EKO", "FAJAR"], 1)
    ]  # fmt: skip
    ids = linked(tmp_path, [record("dukcapil", BUDI), worker, member, *others])
    assert ids[0] == ids[1] == ids[2]
    assert len(set(ids)) == 1 + len(others)
    (row,) = [row for row in rows_of(tmp_path, "links") if row["supplier"] == "roster"]
    assert row["method"] == "MODEL"
    assert row["weight_per_100"] > 0


def test_another_sex_and_another_name_is_a_veto(tmp_path: Path) -> None:
    twin_sister = {**BUDI, "name": "BUNGA SANTOSO", "sex": "P", "nik": None}
    assert len(set(linked(tmp_path, [record("dukcapil", BUDI), record("dtsen", twin_sister)]))) == 2


def test_one_register_only(tmp_path: Path) -> None:
    ids = linked(tmp_path, [record("roster", BUDI), record("roster", RINA), record("roster", RINA, nik=None)])
    assert ids[0] != ids[1] == ids[2]
    assert all(row["is_in_population"] is False for row in rows_of(tmp_path, "persons"))


def test_no_rows_yield_empty_tables(tmp_path: Path) -> None:
    write_records(tmp_path, [])
    report = link(tmp_path, as_of=AS_OF)
    assert (report.records, report.persons, report.memberships, report.reviews) == (0, 0, 0, 0)
    assert [rows_of(tmp_path, name) for name in ("links", "reviews", "persons", "memberships")] == [[], [], [], []]


def test_nameless_records_stand_alone(tmp_path: Path) -> None:
    ids = linked(tmp_path, [record("dtsen", {}, name=None), record("roster", {}, name=None)])
    assert ids == [1, 2]


def test_no_records_table_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(RecordsMissing, match="read the suppliers' files first"):
        link(tmp_path, as_of=AS_OF)


def test_an_unknown_supplier_is_said_clearly(tmp_path: Path) -> None:
    write_records(tmp_path, [record("arisan", BUDI)])
    with pytest.raises(RecordsMalformed, match="arisan"):
        link(tmp_path, as_of=AS_OF)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    write_parquet(tmp_path / "records.parquet", {"supplier": "text", "row": "int64"}, [])
    with pytest.raises(RecordsMalformed, match="birth_date"):
        link(tmp_path, as_of=AS_OF)


def test_a_repeated_row_is_refused(tmp_path: Path) -> None:
    write_parquet(
        tmp_path / "records.parquet",
        _record_columns(),
        [{**record("roster", BUDI), "row": 1}, {**record("roster", RINA), "row": 1}],
    )
    with pytest.raises(RecordsMalformed, match="row 1 of roster"):
        link(tmp_path, as_of=AS_OF)


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    records = [record(supplier, person) for supplier in ("dukcapil", "dtsen", "roster") for person in (BUDI, RINA)]
    records.append(record("roster", BUDI, nik=None, name="BUDI"))
    digests = []
    for run in ("one", "two"):
        folder = tmp_path / run
        folder.mkdir()
        linked(folder, records)
        names = ("links", "reviews", "persons", "memberships")
        digests.append([hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in names])
    assert digests[0] == digests[1]


def _record_columns() -> dict[str, str]:
    from payung.terms.public import table

    return {column.name: column.type for column in table("records").columns}
