"""Does the misbehaving bank get right answers over HTTP, and does it see when they are wrong?"""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from django.conf import settings
from django.db import connection

from payung.act.public import read_statement, reconcile
from payung.api.bank.__main__ import main
from payung.api.bank.bank import JAKARTA
from payung.api.bank.judge import ANSWERS, CALLS, Judge
from payung.api.bank.mischief import FORGERIES, Paid, Rates, Telling, tellings
from payung.api.snap.application import Application
from payung.ledger.public import system_scope
from tests.act.payers import account_no, write_payers

PAYERS = 20
AT = datetime(2026, 11, 9, 3, 30, tzinfo=UTC)


@pytest.fixture
def url(empty_base: str, tmp_path: Path) -> Iterator[str]:
    """Payung over HTTP, with twenty payers; every fifth takes the exact amount only."""
    before = settings.SNAP_FILE
    settings.SNAP_FILE = tmp_path / "snap.json"
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, PAYERS, amount_idr=16_800)
    server = uvicorn.Server(uvicorn.Config(Application(), port=0, lifespan="on", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
    settings.SNAP_FILE = before


def test_a_bank_that_misbehaves_gets_right_answers(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Repeats, altered, late, reordered and forged calls; then the statement puts right what was told wrongly."""
    accounts, file = tmp_path / "accounts", tmp_path / "bank.csv"
    accounts.write_text("\n".join(account_no(n) for n in range(1, PAYERS + 1)))
    words = f"--url {url} --keys {tmp_path} --accounts {accounts} --channel BANK_T --payments 60 --lines 3"
    rates = "--repeat 0.4 --alter 0.2 --reorder 0.1 --delay 0.1 --forge 0.5 --missing 0.05 --reversed 0.05"
    code = main([*words.split(), *rates.split(), "--statement", str(file)])
    said = capsys.readouterr().out
    assert code == 0, said
    assert "0 wrong answers" in said
    lines, rejects = read_statement(file)
    assert rejects == []
    found = reconcile(lines, channel="BANK_T", until=datetime.now(JAKARTA).date(), at=datetime.now(UTC))
    again = reconcile(lines, channel="BANK_T", until=datetime.now(JAKARTA).date(), at=datetime.now(UTC))
    assert again.findings == {}
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(CASE WHEN p.debit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END)"
            " FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id)"
            " WHERE a.kind = 'CASH'"
        )
        booked = sum(line.amount_idr * (1 if line.kind == "CREDIT" else -1) for line in lines)
        assert cursor.fetchone()[0] == booked + sum(amount_idr for _, amount_idr in found.missing)


def test_a_bank_without_a_server_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "accounts").write_text("")
    assert main(["--accounts", str(tmp_path / "accounts"), "--keys", str(tmp_path)]) == 1
    assert "names no virtual account" in capsys.readouterr().err
    assert main(["--data", str(tmp_path)]) == 1
    assert "`payung up` writes it" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--repeat", "3"], ["--forge", "-0.1"], ["--lines", "0"], ["--payments", "0"]])
def test_a_share_or_count_that_cannot_be_is_refused_by_name(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert f"argument {words[0]}" in capsys.readouterr().err


def test_every_call_has_words_for_who_reads_the_report() -> None:
    assert set(CALLS) == {"TRUE", "REPEAT", "ALTERED", *FORGERIES}
    assert set(FORGERIES.values()) <= set(ANSWERS)
    judge = Judge()
    judge.hear(Telling("STALE", paid(1)[0], 16_800), "4012500", b"")
    assert "forged: minutes old" in judge.report()
    assert "the signature does not hold" in judge.report()


def paid(count: int) -> list[Paid]:
    return [Paid(f"P{number}", account_no(1), 16_800, AT) for number in range(count)]


def test_the_same_seed_misbehaves_in_the_same_way() -> None:
    rates = Rates(0.4, 0.05, 0.05, 0.05, 0.1)
    first = tellings(paid(2_000), rates, 3)
    assert first == tellings(paid(2_000), rates, 3)
    assert first != tellings(paid(2_000), rates, 4)
    kinds = Counter(telling.kind for telling in first)
    assert kinds["TRUE"] == 2_000
    assert 800 < kinds["REPEAT"] < 1_300
    assert 70 < kinds["ALTERED"] < 135
    assert 140 < sum(kinds[kind] for kind in FORGERIES) < 260
    assert {kind for kind in kinds if kind in FORGERIES} == set(FORGERIES)


def test_a_bank_that_behaves_tells_each_payment_once_in_order() -> None:
    assert tellings(paid(50), Rates(), 1) == [Telling("TRUE", one, 16_800) for one in paid(50)]


def test_the_judge_sees_wrong_answers() -> None:
    true, forged = Telling("TRUE", paid(1)[0], 16_800), Telling("STALE", paid(1)[0], 16_800)
    judge = Judge()
    judge.hear(true, "2002500", json.dumps({"a": 1}).encode())
    assert judge.wrong == []
    judge.hear(true, "2002500", json.dumps({"a": 2}).encode())
    judge.hear(forged, "2002500", b"")
    judge.hear(Telling("TRUE", Paid("X", account_no(1), 5, AT), 5), "4042513", b"")
    assert len(judge.wrong) == 3
    assert "3 wrong answers" in judge.report()
