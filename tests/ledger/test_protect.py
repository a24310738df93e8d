"""Does a sealed number open only where it was sealed, and does a copy of the base tell none?"""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.ledger.base.protect import Vault, add_key, open_vault
from payung.ledger.error import CannotOpen, KeyFileFaulty
from payung.ledger.person.row import masked
from tests.country import PEOPLE, card_of, nik_of

KEYS = Vault({b"kkkk": bytes(range(32))}, b"kkkk", bytes(range(32, 64)))


def seal(value: str, place: str = "person/nik", row: object = 1, load: str = "1") -> bytes:
    """One sealed value."""
    (sealed,) = KEYS.seal_many(place, [row], [value], load=load)
    assert sealed is not None
    return sealed


@given(st.text(max_size=40), st.integers(min_value=1))
def test_what_is_sealed_opens(value: str, row: int) -> None:
    assert KEYS.open("person/nik", row, seal(value, row=row), load="1") == value


def test_nothing_stays_nothing() -> None:
    assert KEYS.seal_many("person/nik", [1, 2], [None, None], load="1") == [None, None]
    assert KEYS.open("person/nik", 1, None, load="1") is None
    assert KEYS.index_many("nik", [None]) == [None]


@pytest.mark.parametrize(
    ("place", "row", "load"),
    [("person/kk", 1, "1"), ("person/nik", 2, "1"), ("person/nik", 1, "2")],
    ids=["another column", "another row", "another load"],
)
def test_a_moved_value_does_not_open(place: str, row: int, load: str) -> None:
    with pytest.raises(CannotOpen):
        KEYS.open(place, row, seal("secret"), load=load)


def test_an_altered_byte_does_not_open() -> None:
    sealed = seal("secret")
    for at in range(len(sealed)):
        altered = bytearray(sealed)
        altered[at] ^= 1
        with pytest.raises(CannotOpen):
            KEYS.open("person/nik", 1, bytes(altered), load="1")
    with pytest.raises(CannotOpen):
        KEYS.open("person/nik", 1, sealed[:10], load="1")


def test_the_same_value_is_sealed_differently_each_time_and_indexed_the_same() -> None:
    assert seal("secret") != seal("secret")
    assert KEYS.index("nik", "secret") == KEYS.index("nik", "secret")
    assert KEYS.index("nik", "secret") != KEYS.index("card", "secret")
    assert len(KEYS.index("nik", "secret")) == 16


def test_the_index_is_hmac_sha256() -> None:
    """Against the library's own HMAC: ours is written out for speed."""
    import hmac

    expected = hmac.digest(KEYS.derived("index/nik"), b"secret", "sha256")[:16]
    assert KEYS.index_many("nik", ["secret", None, "secret"]) == [expected, None, expected]


def test_another_key_file_gives_another_index(tmp_path: Path) -> None:
    one, other = open_vault(tmp_path / "one.key"), open_vault(tmp_path / "other.key")
    assert one.index("nik", "secret") != other.index("nik", "secret")
    assert one.derived("session") != other.derived("session")
    assert one.derived("session") != one.derived("context")


def test_the_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "payung.key"
    assert open_vault(file) == open_vault(file)
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    with pytest.raises(KeyFileFaulty, match="chmod 600"):
        open_vault(file)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"current": "00", "keys": {"00": "00"}, "index": "00"}', "\x00"])
def test_a_faulty_key_file_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    file = tmp_path / "payung.key"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(KeyFileFaulty):
        open_vault(file)
    assert file.read_text() == text


def test_after_a_new_key_old_values_still_open(tmp_path: Path) -> None:
    file = tmp_path / "payung.key"
    old = open_vault(file)
    sealed = old.seal_many("person/nik", [1], ["secret"], load="1")[0]
    new = add_key(file)
    assert new.current != old.current
    assert new.open("person/nik", 1, sealed, load="1") == "secret"
    assert new.index("nik", "secret") == old.index("nik", "secret")
    resealed = new.seal_many("person/nik", [1], ["secret"], load="1")[0]
    with pytest.raises(CannotOpen, match="not in the key file"):
        old.open("person/nik", 1, resealed, load="1")


def test_a_dump_of_the_base_tells_no_number(django_db_setup: None, server: object) -> None:
    """pg_dump of everything that was loaded holds no NIK, family card, card or phone number, and no key."""
    from django.conf import settings
    from django.db import connections

    name = connections["owner"].settings_dict["NAME"]
    dump = server.runner.folder / "pg_dump"  # type: ignore[attr-defined]
    url = server.url("admin", name)  # type: ignore[attr-defined]
    text = subprocess.run([str(dump), "--inserts", url], capture_output=True, text=True, check=True).stdout
    assert "SITI AMINAH" in text
    numbers = {nik_of(n) for n in range(1, len(PEOPLE) + 1)} | {card_of(n) for n in range(1, len(PEOPLE) + 1)}
    assert {number for number in numbers if number and number in text} == set()
    # Sealed bytes are dumped in hexadecimal, and any of them may by chance read as sixteen decimal digits.
    plain = re.sub(r"\\\\?x[0-9a-f]+", "", text)
    assert re.findall(r"(?<!\d)\d{16}(?!\d)", plain) == []
    assert re.findall(r"(?<!\d)0812\d{7}(?!\d)", plain) == []
    secrets = Path(settings.KEY_FILE).read_text()
    assert [word for word in re.findall(r"[0-9a-f]{64}", secrets) if word in text] == []


def test_masks_show_the_ends_of_long_numbers_only() -> None:
    assert masked("3" * 4 + "5" * 8 + "9001") == "3333••••••••9001"
    assert masked("12345") == "•••••"
    assert masked(None) is None
