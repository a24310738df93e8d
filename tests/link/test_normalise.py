"""Are two spellings of one name the same, and two names not? The traps that real registers hold."""

import pytest

from payung.link.normalise import NameForms, clean_tokens, normalise, sound


def forms(name: str) -> NameForms:
    """The forms of one name."""
    return normalise([name])[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MUHAMMAD YUSUF", "M. YUSUF"),
        ("MUHAMMAD YUSUF", "MOH YUSUP"),
        ("MUHAMMAD YUSUF", "MOCHAMAD JOESOEF"),
        ("MUHAMMAD ALI", "MUH.ALI"),
        ("MUHAMMAD BAGAS", "MUHAMADBAGAS"),
        ("AHMAD FAUZI", "ACHMAD FAUZI"),
        ("SITI AMINAH", "ST. AMINAH"),
        ("SITI AMINAH", "SITIAMINAH"),
        ("ABDUL ROHMAN", "ABD. RUHMAN"),
        ("ABDUL RAHMAN", "ABDURRAHMAN"),
        ("SUHARTO", "SOEHARTO"),
        ("JOKO", "DJOKO"),
        ("CAHYONO", "TJAHJONO"),
        ("JOYO", "DJOJO"),
        ("NYOMAN", "NJOMAN"),
        ("SYARIF", "SJARIF"),
        ("FITRIYAH", "PITRIA"),
        ("SETIYAWAN", "SETIAWAN"),
        ("ZAENAL", "JAINAL"),
        ("HJ. NUR HASANAH, S.PD.", "NUR HASANAH"),
        ("NUR HASANAH S PD", "NUR HASANAH"),
        ("DRS. H. SUTRISNO, M.M.", "SUTRISNO"),
        ("AMINAH BINTI HASAN", "AMINAH"),
        ("BUDI ALIAS ANTO", "BUDI"),
        ("BUDI (ANTO)", "BUDI"),
        ("NURHAYATI", "NUR HAYATI"),
        ("MA'RUF", "MARUF"),
    ],
)
def test_spellings_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert forms(one).key == forms(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [("RINA", "RINI"), ("AZIZ", "AI"), ("ABDULLAH", "ABDUL"), ("HASAN", "HUSEIN"), ("SUPARMAN", "SUPARMI")],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert forms(one).key != forms(other).key


def test_m_alone_is_a_name_of_its_own() -> None:
    assert clean_tokens("M.") == ["M"]
    assert clean_tokens("M. YUSUF") == ["MUHAMMAD", "YUSUF"]
    assert clean_tokens("YUSUF M") == ["YUSUF", "M"]


def test_abdullah_is_not_abdul_and_lah() -> None:
    assert clean_tokens("ABDULLAH") == ["ABDULLAH"]


def test_sitinjak_is_a_clan_and_not_siti() -> None:
    assert clean_tokens("TIUR SITINJAK") == ["TIUR", "SITINJAK"]


def test_z_becomes_j_only_after_j_was_read_as_y() -> None:
    assert sound("AZIZ") == "AJIJ"
    assert sound("JUSUF", True) == sound("YUSUF")
    assert sound("JUSUF") != sound("YUSUF")


def test_a_title_alone_is_a_name() -> None:
    assert clean_tokens("RADEN") == ["RADEN"]
    assert clean_tokens("RADEN SALEH") == ["SALEH"]


def test_the_core_leaves_out_what_half_the_country_bears() -> None:
    assert forms("SITI LATIFAH").core == "LATIPA"
    assert forms("NI WAYAN SUARTINI").core == "SUARTINI"
    assert forms("SITI").core == "SITI"


def test_swapped_parts_have_one_sorted_key() -> None:
    assert forms("JHON ASMADI").sorted_key == forms("ASMADI, JHON").sorted_key


@pytest.mark.parametrize("name", ["", "   ", "123", "???"])
def test_nothing_left_is_empty(name: str) -> None:
    empty = forms(name)
    assert (empty.key, empty.core, empty.first, empty.token_count) == ("", "", "", 0)


def test_no_name_grows_a_part() -> None:
    assert forms("LINA U").letters == "LU"
    assert forms("LINA U").core == "LINA"
