"""Is there a list of the same size that does less harm, and how does it become a decree?

The list of a decree is handed to the plan, which makes the better one; that one is prepared like any list, as a batch
of its own, which a second person checks. The first decree stays as it is until somebody takes it back.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from payung.act.public import DecreeList, read_decree_list
from payung.ledger.public import DecreeRow, decree, decree_niks, log_access, may, profile_of
from payung.plan.public import better_lines, practice
from payung.web.page import page
from payung.web.planner.decree import kept_of
from payung.web.planner.kept_decree import Kept, hand_in, make_better
from payung.web.planner.place import place

# What a decree on the state's list does, in the word of a plan's list. The plan knows no other list.
ACTIONS = {"PBI_REMOVE": "REMOVE", "PBI_ADD": "ADD"}
OPEN = ("PREPARED", "CHECKED")


@page("plan.read", methods=("POST",))
def decree_better(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """Hand the list of a decree to the plan and have the better one made; the plan's page shows both side by side."""
    found, at = decree(decree_id), place()
    if found is None or at is None:
        raise Http404
    if not may_ask_better(request, found):
        raise PermissionDenied("a decree that is no longer open, or of another list")
    niks = decree_niks(decree_id)
    log_access("EXPORT", people=len(niks), detail=f"{found.number}: better list")
    action = ACTIONS[found.kind]
    lines = ["nik,action,effective_on,payer", *(f"{nik},{action},{found.effective_on},STATE" for nik in niks)]
    one = hand_in(
        "\n".join([*lines, ""]).encode(),
        found.number,
        at,
        username=request.user.get_username(),
        region=profile_of(request.user).region_code,
        notice_days=int(practice()["notice_days"].value),
    )
    make_better(one, at)
    return redirect("plan_decree_answer", key=one.key)


def may_ask_better(request: HttpRequest, found: DecreeRow) -> bool:
    """Whether a better list makes sense for a decree, and this reader may see the plan and take out people."""
    is_reader = may(request.user, "plan.read") and may(request.user, "decree.prepare")
    is_nation = profile_of(request.user).region_code == ""
    return is_reader and is_nation and found.kind in ACTIONS and found.stage in OPEN


def taken_over(request: HttpRequest, key: str) -> Kept | None:
    """The plan's answer whose better list is to become a decree; None where there is none or it is not the reader's."""
    one = kept_of(request, key)
    return one if one is not None and one.better is not None else None


def better_as_list(one: Kept, kind: str) -> DecreeList:
    """The part of a better list that a decree of this kind puts into effect, as a list that was handed in.

    Raises DecreeListUnreadable where it has none, and Http404 without tables.
    """
    at = place()
    if at is None:
        raise Http404
    action = ACTIONS.get(kind)
    niks = [nik for nik, does, _, _ in better_lines(at.tables, one.folder) if does == action]
    return read_decree_list(f"{one.name} +", "\n".join(["nik", *niks] if niks else []).encode())
