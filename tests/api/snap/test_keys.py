"""Do signatures, tokens and the file of partners let in exactly whom they should?"""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from payung.api.bank.bank import PAYMENT_PATH, Bank, open_bank, timestamp
from payung.api.snap import token
from payung.api.snap.partner import PartnerFileFaulty, partners
from payung.api.snap.signature import is_signed, is_signed_by_key, is_timely, symmetric
from payung.ledger.public import Vault, open_vault

AT = datetime(2026, 11, 1, 2, 30, tzinfo=UTC)
STAMP = "2026-11-01T09:30:00+07:00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def bank(folder: Path) -> Bank:
    return open_bank("BANK_T", folder)


@pytest.fixture(scope="module")
def vault(folder: Path) -> Vault:
    return open_vault(folder / "payung.key")


def test_the_signature_is_that_of_the_standard() -> None:
    """Computed once with another tool: openssl dgst -sha512 -hmac over the string to sign."""
    body = b'{"a": "1 2",\n "b":2}'
    signature = symmetric("secret", "POST", "/v1.0/x", "token", body, STAMP)
    assert base64.b64decode(signature).hex() == EXPECTED
    assert symmetric("secret", "POST", "/v1.0/x", "token", b'{"a":"1 2","b":2}', STAMP) == signature


EXPECTED = (
    "ce53d466713b385902eef8ec2692cdc36340e2a30a5093249b3f1f926ed0042b"
    "68d9cda545bf91ba76f55ab8586d6b934fcde0eaf29f75b58c713f8baf55eba5"
)


@given(st.integers(0, 5), st.text(min_size=1, max_size=3))
@settings(max_examples=200)
def test_whatever_is_changed_the_signature_breaks(which: int, more: str) -> None:
    # A secret that cannot be printed is no secret: HMAC takes it and itself with a zero behind it for the same.
    assume(which > 0 or more.isprintable())
    said = ["secret", "POST", "/v1.0/x", "token", '{"a":1}', STAMP]
    given_signature = symmetric(*said[:4], said[4].encode(), said[5])  # type: ignore[arg-type]
    said[which] += more
    changed = "".join(said[4].split()) if which == 4 else said[which]
    if which == 4 and changed == '{"a":1}':
        return
    assert not is_signed(given_signature, *said[:4], said[4].encode(), said[5])  # type: ignore[arg-type]


def test_a_token_request_is_signed_with_the_private_key(bank: Bank, folder: Path) -> None:
    partner = partners(folder / "snap.json")[bank.client_key]
    request = bank.token_request(AT)
    signature = request.headers["X-SIGNATURE"]
    assert is_signed_by_key(signature, partner.public_key, bank.client_key, timestamp(AT))
    assert not is_signed_by_key(signature, partner.public_key, bank.client_key, timestamp(AT + timedelta(seconds=1)))
    assert not is_signed_by_key(signature, partner.public_key, bank.client_key[:-1], timestamp(AT))
    for forged in ("", "x", "AAAA", signature[:-4], signature[::-1], signature + "\n"):
        assert not is_signed_by_key(forged, partner.public_key, bank.client_key, timestamp(AT))


def test_a_call_is_timely_within_five_minutes() -> None:
    assert is_timely(AT - timedelta(minutes=5), AT)
    assert is_timely(AT + timedelta(minutes=5), AT)
    assert not is_timely(AT - timedelta(minutes=5, seconds=1), AT)
    assert not is_timely(AT + timedelta(minutes=5, seconds=1), AT)


def test_a_token_names_its_holder_until_its_end(vault: Vault) -> None:
    issued = token.issue(vault, "key.with/signs", AT)
    assert token.holder(vault, issued, AT) == "key.with/signs"
    assert token.holder(vault, issued, AT + timedelta(seconds=token.SECONDS - 1)) == "key.with/signs"
    assert token.holder(vault, issued, AT + timedelta(seconds=token.SECONDS)) is None
    assert token.issue(vault, "key.with/signs", AT) != issued


def test_an_altered_token_is_nobodys(vault: Vault) -> None:
    issued = token.issue(vault, "client", AT)
    longer = issued.replace(issued.split(".")[1], str(int(issued.split(".")[1]) + 1))
    for altered in (
        longer,
        issued.replace(b"client".hex(), b"clienu".hex()),
        issued[:-1],
        "",
        ".",
        "a.b.c",
        "a.1.c." + "0" * 64,
    ):
        assert token.holder(vault, altered, AT) is None


def test_a_bank_is_registered_once_and_stays_the_same(bank: Bank, folder: Path) -> None:
    again = open_bank("BANK_T", folder)
    assert (again.client_key, again.client_secret) == (bank.client_key, bank.client_secret)
    other = open_bank("BANK_U", folder)
    assert set(partners(folder / "snap.json")) == {bank.client_key, other.client_key}
    assert (folder / "snap.json").stat().st_mode & 0o077 == 0
    assert bank.client_secret not in repr(bank) + repr(partners(folder / "snap.json"))


def test_a_faulty_file_of_partners_is_said_to_be(bank: Bank, folder: Path, tmp_path: Path) -> None:
    good = json.loads((folder / "snap.json").read_text())["partners"][0]
    assert partners(tmp_path / "none.json") == {}
    faults: list[object] = [{}, [], {"partners": [good, good]}, {"partners": [good | {"client_secret": "short"}]}]
    faults += [{"partners": [good | {"public_key": "no key"}]}, {"partners": [{"channel": "X"}]}, {"partners": [3]}]
    faults += [{"partners": [good | {"client_secret": good["client_secret"] + "\x00"}]}]
    for number, fault in enumerate(faults):
        file = tmp_path / f"{number}.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(fault))
        with pytest.raises(PartnerFileFaulty):
            partners(file)
    open_file = tmp_path / "open.json"
    open_file.write_text(json.dumps({"partners": [good]}))
    open_file.chmod(0o644)
    with pytest.raises(PartnerFileFaulty, match="chmod 600"):
        partners(open_file)


def test_the_path_is_part_of_what_is_signed(bank: Bank) -> None:
    request = bank.request(PAYMENT_PATH, {"a": 1}, "t", AT, "1")
    said = (bank.client_secret, "POST", PAYMENT_PATH, "t", request.body, timestamp(AT))
    assert is_signed(request.headers["X-SIGNATURE"], *said)
    assert not is_signed(request.headers["X-SIGNATURE"], said[0], said[1], PAYMENT_PATH + "?a=1", *said[3:])
