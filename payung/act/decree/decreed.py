"""Where does somebody stand in JKN by a decree or a reactivation? At once, before the registers know.

What holds by decree gives way to what became true later by another way: who was removed in January and is paid for by
an employer since March is covered by the employer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from payung.act.standing import Standing
from payung.law.public import Law, NotInForce, load_law
from payung.ledger.public import DecreeCover, DeterminationRow, Known, Said, decree_cover
from payung.terms.public import codes, law_of

PROGRAMME = "JKN"


def decreed(people: Sequence[Known], programme: str, *, on: date) -> dict[int, Standing]:
    """Standings by person of those of whom a decree says something on the day; nothing but for JKN."""
    if programme != PROGRAMME or not people:
        return {}
    covers = decree_cover([known.subject for known in people], on)
    law = load_law()
    return {
        known.person_id: _standing(covers[known.subject], on, law)
        for known in people
        if known.subject in covers and not _later(known, covers[known.subject])
    }


def by_decree(said: DeterminationRow, cover: DecreeCover, *, on: date) -> DeterminationRow:
    """What the load says of somebody's JKN, as it stands by a decree; unchanged where something else began later."""
    if said.programme != PROGRAMME or _is_later(said, cover):
        return said
    standing = _standing(cover, on, load_law())
    entry = codes("reasons")[cover.reason]
    return replace(
        said,
        segment=cover.segment,
        status=standing.status,
        reason=standing.reason,
        since=standing.since,
        until=standing.until,
        arrears_months=0,
        decided_by=str(entry.facts["decided_by"]),
        next_move_by=standing.next_move_by or said.next_move_by,
        law=law_of(entry, PROGRAMME, cover.segment),
        article=standing.article or "",
        agrees=None,
    )


def _later(known: Known, cover: DecreeCover) -> bool:
    said = known.said.get(PROGRAMME)
    return said is not None and _is_later(said, cover)


def _is_later(said: Said | DeterminationRow, cover: DecreeCover) -> bool:
    """Whether the load tells of something else that began after the decree."""
    return said.since is not None and said.since > cover.from_on and said.reason != cover.reason


def _standing(cover: DecreeCover, on: date, law: Law) -> Standing:
    entry = codes("reasons")[cover.reason]
    try:
        article = law.basis(law_of(entry, PROGRAMME, cover.segment), on)
    except NotInForce:
        article = None
    mover = str(entry.facts["next_move_by"])
    return Standing(str(entry.facts["status"]), cover.reason, cover.from_on, cover.until_on, mover, article)
