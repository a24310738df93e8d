"""Does a death that a claim proved end cover at once, and does the next night's run hear of it?"""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from payung.act.public import Asked, covers, export_acts
from tests.act.claim.test_step import ready
from tests.act.claimants import FILED_ON, MAKER, Desk, seen_by

pytestmark = pytest.mark.usefixtures("claim_desk")


def test_a_death_that_two_people_found_proved_ends_cover_and_is_handed_over(tmp_path: Path) -> None:
    day = date(2026, 10, 25)
    desk = ready(Desk(), person_id=4, kind="JKM_DEATH", event_on=day)
    assert desk.propose().outcome == "DONE"

    def said() -> tuple[str | None, date | None]:
        with seen_by(MAKER):
            [found] = covers([Asked("3201022005759004")], "JKK", on=FILED_ON, at=desk.at)
        return found.reason, found.since

    def handed() -> list[dict[str, Any]]:
        export_acts(tmp_path, FILED_ON, at=desk.at)
        return pyarrow.parquet.read_table(tmp_path / "acts_payung.parquet").to_pylist()

    assert said()[0] != "DECEASED"
    assert [row["life_status"] for row in handed()] == []
    assert desk.check().outcome == "DONE"
    assert said() == ("DECEASED", day)
    [row] = handed()
    assert (row["name"], row["programme"], row["segment"]) == ("BUDI", "JKM", "PU")
    assert (row["status"], row["cause"], row["inactive_since"]) == ("INACTIVE", "DECEASED", day)
    assert (row["life_status"], row["died_on"]) == ("DEAD", day)
