"""Which decree lists were handed in, by whom, and what came of them? One folder for each, under a key of its
content."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet

from payung.plan.public import NotSolved, better_list, dry_run, read_better, read_report
from payung.web.planner.place import Place, answers

KIND = "decree"
META, LIST, RUNNING, FAILED = "handed_in.json", "list", "better.running", "better.failed"
KEPT = 20
# One better list at a time: the solver wants a whole core.
_solver = ThreadPoolExecutor(max_workers=1, thread_name_prefix="better-list")


@dataclass(frozen=True)
class Kept:
    """One list handed in: its key and folder, the file's name, who handed it in and from which region."""

    key: str
    folder: Path
    name: str
    username: str
    region: str

    @property
    def report(self) -> dict[str, Any]:
        """The report of the dry run."""
        return read_report(self.folder)

    @property
    def better(self) -> dict[str, Any] | None:
        """The report of the better list, None where none was made."""
        return read_better(self.folder)

    @property
    def is_better_running(self) -> bool:
        """Whether the better list is being made."""
        return (self.folder / RUNNING).exists() and self.better is None

    @property
    def has_better_failed(self) -> bool:
        """Whether no better list could be found."""
        return (self.folder / FAILED).exists()

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of one of its tables."""
        found: list[dict[str, Any]] = pyarrow.parquet.read_table(self.folder / f"{name}.parquet").to_pylist()
        return found


def hand_in(content: bytes, name: str, at: Place, *, username: str, region: str, notice_days: int) -> Kept:
    """Try a list and keep the answer; the same list over the same tables is not tried twice. Raises
    ListUnreadable."""
    told = f"{at.key}|{notice_days}|{username}|".encode()
    key = sha256(told + content).hexdigest()[:24]
    folder = answers(KIND) / key
    if not (folder / META).exists():
        folder.mkdir(exist_ok=True, mode=0o700)
        (folder / LIST).write_bytes(content)
        try:
            choices = {"notice_days": notice_days}
            dry_run(folder / LIST, at.tables, folder, scale=at.scale, choices=choices, memory_limit="1GB")
        finally:
            if not (folder / "dry_run.json").exists():
                shutil.rmtree(folder)
        meta = {"name": name[:120], "username": username, "region": region}
        (folder / META).write_text(json.dumps(meta), encoding="utf-8")
        _prune()
    found = kept(key)
    assert found is not None
    return found


def kept(key: str) -> Kept | None:
    """The list of a key, None where there is none."""
    folder = answers(KIND) / key
    if not key.isalnum() or not (folder / META).exists():
        return None
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    return Kept(key, folder, meta["name"], meta["username"], meta["region"])


def all_kept() -> Iterator[Kept]:
    """Every list kept, the newest first."""
    for folder in _newest_first():
        found = kept(folder.name)
        if found is not None:
            yield found


def make_better(one: Kept, at: Place) -> None:
    """Begin to make the better list of the same size beside the answer; nothing happens when it is there or being
    made."""
    if one.better is not None or one.is_better_running:
        return
    (one.folder / FAILED).unlink(missing_ok=True)
    (one.folder / RUNNING).touch()
    _solver.submit(_make, one, at)


def _make(one: Kept, at: Place) -> None:
    report = one.report
    day = min((row["effective_on"] for row in one.rows("decree_hits")), default=date.fromisoformat(report["as_of"]))
    try:
        better_list(
            at.tables,
            one.folder,
            remove=report["removed"],
            add=report["added"],
            effective_on=day,
            scale=at.scale,
            memory_limit="1GB",
            threads=1,
        )
    except NotSolved:
        (one.folder / FAILED).touch()
    finally:
        (one.folder / RUNNING).unlink(missing_ok=True)


def _newest_first() -> list[Path]:
    folders = [folder for folder in answers(KIND).iterdir() if (folder / META).exists()]
    return sorted(folders, key=lambda folder: (folder / META).stat().st_mtime_ns, reverse=True)


def _prune() -> None:
    """Lists name people, so only the newest are kept."""
    for folder in _newest_first()[KEPT:]:
        shutil.rmtree(folder)
