"""What does the frame of every page need? The run it speaks of, and which part of the site it is."""

from django.conf import settings
from django.http import HttpRequest

from payung.ledger.public import ROLES, current_run, may, profile_of

SECTIONS = {
    "coverage": "coverage",
    "region": "coverage",
    "search": "search",
    "own": "own",
    "people": "people",
    "people_csv": "people",
    "about": "about",
    "account": "account",
    "glossary": "about",
    "calculator": "calculator",
    "calculate": "calculator",
    "law": "calculator",
    "parameter": "calculator",
    "rule": "calculator",
    "ask_rule": "calculator",
    "work": "work",
    "money": "work",
    "money_statement": "work",
    "money_assign": "work",
    "money_check": "work",
    "decrees": "work",
    "decree": "work",
    "decree_new": "work",
    "objections": "work",
    "reactivations": "work",
    "reactivation": "work",
    **dict.fromkeys(("enrol", "enrol_work", "enrol_new", "enrol_health", "enrol_lists", "enrol_list"), "work"),
    **dict.fromkeys(("list_result", "agency_file", "rescue", "rescue_one", "check"), "work"),
    **dict.fromkeys(("claims", "claim", "claim_kinds", "claim_form"), "work"),
    **dict.fromkeys(("pensions", "pensions_propose", "pensions_check", "pension_end"), "work"),
    "plan": "plan",
    "plan_decree": "plan",
    "plan_decree_answer": "plan",
    "plan_scenario": "plan",
    "plan_region": "plan",
    "matters": "plan",
    "indicators": "plan",
    "pack": "plan",
    "cohorts": "plan",
    "funnel": "plan",
    "flows": "plan",
    "matter": "plan",
    "matter_new": "plan",
    "matter_step": "plan",
    "matter_file": "plan",
}


# Whoever may do one of these has a hub to choose from.
WORK = frozenset(
    f"{name}.{how}"
    for name in ("enrol", "rescue", "bill", "money", "decree", "reactivate", "claim", "notice", "cover")
    for how in ("one", "own", "make", "list", "work", "read", "reconcile", "prepare", "check", "object", "follow")
)
PLAN = frozenset({"plan.read", "matter.read", "matter.work", "pack.make"})


def frame(request: HttpRequest) -> dict[str, object]:
    """The loaded run (None when there is none), the section of the page, and the doors open to the reader."""
    match = request.resolver_match
    return {
        "run": current_run(),
        "is_demo": settings.IS_DEMO,
        "section": SECTIONS.get(match.url_name or "") if match else None,
        "doors": _doors(request),
        "demo_roles": [(role, role.lower()) for role in ROLES] if settings.IS_DEMO else [],
    }


def _doors(request: HttpRequest) -> dict[str, bool]:
    """Pages to offer: all to a stranger, who is then asked to sign in; else those of the role."""
    # A request that is refused before anybody is known, such as one for another host, has no user.
    profile = profile_of(getattr(request, "user", None))
    if profile is None:
        return {"own": False, "search": True, "people": True, "work": False, "plan": False}
    return {
        "own": profile.role == "WORKER",
        "search": may(request.user, "person.find"),
        "people": may(request.user, "people.list"),
        "work": bool(ROLES[profile.role].permissions & WORK),
        "plan": bool(ROLES[profile.role].permissions & PLAN),
    }
