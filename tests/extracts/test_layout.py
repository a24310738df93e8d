"""Are the layouts sound, and is a clerk told what is wrong with a mapping, where, and what would do?"""

from pathlib import Path

import pytest

from payung.extracts.layout import SUPPLIERS
from payung.extracts.public import MappingFault, layouts
from payung.terms.public import codes


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    return path


def sentences(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(MappingFault) as fault:
        layouts(written(tmp_path, text))
    return fault.value.sentences


def test_every_supplier_has_a_layout() -> None:
    assert tuple(layout.supplier for layout in layouts()) == SUPPLIERS
    assert set(SUPPLIERS) == set(codes("suppliers"))
    for layout in layouts():
        assert {"name", "nik"} <= {field.column for field in layout.fields}
        assert layout.parts_required


def test_a_mapping_changes_only_what_it_names(tmp_path: Path) -> None:
    text = """
bpjs_ketenagakerjaan:
  file: [a.txt, b.txt]
  separator: tab
  encoding: cp1252
  columns:
    source_no: NOMOR
    birth_date: {from: [LAHIR, TGL], form: dd/mm/yy}
    sector: {words: {ANGKOT: TRANSPORT, JASA: OTHER}}
    register_status: ~
    district_code: {value: "35.01.01"}
"""
    plain = {layout.supplier: layout for layout in layouts()}
    changed = {layout.supplier: layout for layout in layouts(written(tmp_path, text))}
    assert all(changed[name] == plain[name] for name in SUPPLIERS if name != "bpjs_ketenagakerjaan")
    layout = changed["bpjs_ketenagakerjaan"]
    fields = {field.column: field for field in layout.fields}
    assert (layout.files, layout.separator, layout.encoding) == (("a.txt", "b.txt"), "\t", "cp1252")
    assert layout.is_named_by_clerk
    assert (fields["source_no"].parts, fields["source_no"].kind) == ((("NOMOR",),), "number")
    assert (fields["birth_date"].parts, fields["birth_date"].forms) == ((("LAHIR", "TGL"),), ("dd/mm/yy",))
    assert dict(fields["sector"].words)["ANGKOT"] == "TRANSPORT"
    assert dict(fields["sector"].words)["JASA"] == "OTHER"
    assert dict(fields["sector"].words)["PERIKANAN"] == "FISHERY"
    assert "register_status" not in fields
    assert fields["district_code"].value == "35.01.01"
    assert fields["source_no"].is_required
    assert not fields["sector"].is_required


def test_a_clerks_words_for_a_cause_serve_its_detail_too(tmp_path: Path) -> None:
    text = 'bpjs_kesehatan:\n  columns:\n    inactive_cause: {words: {"DICABUT SK*": REMOVED_FROM_PBI}}\n'
    [layout] = [one for one in layouts(written(tmp_path, text)) if one.supplier == "bpjs_kesehatan"]
    detail = next(field for field in layout.fields if field.column == "inactive_detail")
    assert dict(detail.words)["DICABUT SK*"] == "REMOVED_FROM_PBI"


def test_words_like_no_and_01_stay_as_written(tmp_path: Path) -> None:
    text = "roster:\n  columns:\n    name: NO\n    association: 01\n"
    [layout] = [one for one in layouts(written(tmp_path, text)) if one.supplier == "roster"]
    fields = {field.column: field for field in layout.fields}
    assert fields["name"].parts == (("NO",),)
    assert fields["association"].parts == (("01",),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kesehatan: {}\n", ["baris 1, kesehatan", "bpjs_kesehatan, bpjs_ketenagakerjaan"]),
        ("roster:\n  fail: a.csv\n", ["baris 2, roster > fail", "file, kind, separator"]),
        ("roster:\n  columns:\n    nama: Nama\n", ["baris 3, roster > columns > nama", "name, birth_date"]),
        ("roster:\n  columns:\n    sex: {fro: JK}\n", ['"fro" tidak dikenal', "from, join"]),
        ("roster:\n  separator: ';;'\n", ["baris 2, roster > separator", '";"']),
        ("roster:\n  kind: xls\n", ["baris 2, roster > kind", "csv, parquet, atau xlsx"]),
        ("roster:\n  encoding: utf-9\n", ["baris 2, roster > encoding", "utf-8"]),
        ("roster:\n  columns:\n    birth_date: {form: hari-bulan}\n", ["birth_date > form", "dd-mm-yyyy"]),
        ("roster:\n  columns:\n    birth_date: {from: A, as: tanggal}\n", ["birth_date > as", "birth_date, past_date"]),
        (
            "bpjs_ketenagakerjaan:\n  columns:\n    segment:\n      words:\n        PBU: BPUU\n",
            ["baris 5", "segment > words > PBU", "PU, BPU, JAKON, PMI"],
        ),
        ("dtsen:\n  columns:\n    decile: {least: satu}\n", ["decile", "bilangan"]),
        ("dtsen:\n  columns:\n    kk: {form: dd-mm-yyyy}\n    relation_code: {as: word}\n", ["tulis from"]),
        ("dtsen:\n  columns:\n    sector: {value: TANI}\n", ["sector > value", "AGRICULTURE"]),
        ("opensid:\n  columns:\n    village_code: {value: '99'}\n", ["village_code > value", "11.01.01.2001"]),
        ("dtsen:\n  columns: [nik]\n", ["dtsen > columns", "pasangan"]),
        ("dtsen: berkas.csv\n", ["baris 1, dtsen", "file, kind"]),
        ("dtsen:\n  file: a.csv\n  file: b.csv\n", ["baris 3", "dua kali"]),
        ("dtsen:\n  file: {a: b}\n", ["dtsen > file", "nama berkas"]),
        ("dtsen:\n  sheet: [a]\n", ["dtsen > sheet", "nama lembar"]),
        ("- dtsen\n", ["nama pemasok"]),
        ("dtsen:\n file: a\n  kind: csv\n", ["mapping.yaml, baris", "YAML"]),
    ],
)
def test_a_wrong_mapping_is_told_with_line_entry_and_what_would_do(tmp_path: Path, text: str, told: list[str]) -> None:
    found = sentences(tmp_path, text)
    assert found
    assert all(any(part in sentence for sentence in found) for part in told), found


def test_all_faults_of_a_mapping_are_told_at_once(tmp_path: Path) -> None:
    text = "roster:\n  kind: xls\n  separator: ';;'\ndtsen:\n  columns:\n    nikk: NIK\n"
    assert len(sentences(tmp_path, text)) == 3


def test_an_empty_mapping_changes_nothing(tmp_path: Path) -> None:
    assert layouts(written(tmp_path, "# belum ada\n")) == layouts()
