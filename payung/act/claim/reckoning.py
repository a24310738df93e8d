"""What does the law give for a claim? Cover on the day, then each rule in order; the first refusal is the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from payung.act.claim.fact import ACTIVE, SEGMENTS, Case, Cell, known
from payung.act.claim.kind import ALWAYS, ASKED, CLAIMANT, OFFICER
from payung.law.public import NotInForce, load_law
from payung.reckon.public import InputError, Result, evaluate, explain, reasons, result_data, rule
from payung.terms.public import codes, next_month

PAY, REFUSE, OPEN = "PAY", "REFUSE", "OPEN"
REGISTER = "register"
FIXED = ("event", "filed", "first_filed")
EMPLOYER_BEARS = "EMPLOYER"
# Of two benefits that exclude each other the one decided first stands.
DECIDED = ("WAITS_COOL_OFF", "WAITS_PAYMENT", "PAID")


@dataclass(frozen=True)
class Reckoning:
    """What the law says of a claim: PAY with an amount, REFUSE with reason and article, or OPEN.

    OPEN: figures are missing (`missing`, by input) or cannot be used (`errors`). `facts` are the inputs used, `origins`
    where each is from: register, claimant, officer. `results` are the rules asked, with the legal values they rest on.
    """

    answer: str
    amount_idr: int
    reason: str
    article: str
    facts: Mapping[str, Cell]
    origins: Mapping[str, str]
    results: tuple[Result, ...]
    missing: tuple[str, ...] = ()
    errors: tuple[InputError, ...] = ()

    def sentence(self, language: str) -> str:
        """The answer in plain words: the sentence of the rule that decided, or the label of the reason."""
        if self.results and self.results[-1].reason == self.reason:
            return explain(self.results[-1], language).sentence
        return reason_label(self.reason, language)

    def data(self) -> dict[str, Any]:
        """The whole as plain data that is kept with the decision."""
        facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in self.facts.items()}
        return {"facts": facts, "origins": dict(self.origins), "rules": [result_data(one) for one in self.results]}


def reckon(case: Case, told: Mapping[str, Cell], confirmed: Mapping[str, Cell]) -> Reckoning:
    """What the law gives, from the registers' facts, what the claimant told, and what an officer confirmed.

    An officer's figure goes before all others but the days and what is always so; a claimant's figure that is the
    officer's to confirm does not count.
    """
    facts, origins = _gathered(case, told, confirmed)
    if case.segment is not None and case.segment not in SEGMENTS:
        return _refusal(case, "SEGMENT_NOT_SERVED", (), facts, origins)
    if any(one.kind in case.kind.excludes and one.state in DECIDED for one in case.others):
        return _refusal(case, "OTHER_BENEFIT_PAID", (), facts, origins)
    cover = _cover(case)
    if cover[-1].outcome == "REFUSED":
        return _refusal(case, cover[-1].reason, cover, facts, origins)
    missing = tuple(
        name
        for name, one in case.kind.arguments.items()
        if facts.get(name) is None and (one.is_needed or case.kind.source(name) == OFFICER)
    )
    if missing:
        return Reckoning(OPEN, 0, "FACTS_MISSING", "", facts, origins, cover, missing)
    return _by_rules(case, cover, facts, origins)


def reason_label(code: str, language: str) -> str:
    """What a reason means, of a rule of law or of an act on a claim."""
    found = reasons().get(code) or codes("claim_refusals").get(code)
    return found.label(language) if found else code


def article_of(case: Case) -> str:
    """The article that grounds the right, in force on the day of the event."""
    parameter = load_law().parameter(case.kind.law)
    try:
        return load_law().dated(case.kind.law, case.event_on).article
    except NotInForce:
        return parameter.values[0].article


def _by_rules(case: Case, cover: tuple[Result, ...], facts: dict[str, Cell], origins: dict[str, str]) -> Reckoning:
    results = cover
    for rule_id in case.kind.rules:
        names = {name for name in case.kind.arguments if facts.get(name) is not None}
        row = {name: facts[name] for name in names if _takes(rule_id, name)}
        (result,) = evaluate(rule_id, on=case.filed_on, inputs=[row])
        results = (*results, result)
        if result.errors:
            return Reckoning(OPEN, 0, "FACTS_WRONG", "", facts, origins, results, (), result.errors)
        if result.outcome == "REFUSED" or result.values.get("payer") == EMPLOYER_BEARS:
            return _refusal(case, result.reason, results, facts, origins)
    amount = sum(int(results[-1].values[name] or 0) for name in case.kind.amount)
    if amount <= 0:
        return _refusal(case, "NOTHING_TO_PAY", results, facts, origins)
    return Reckoning(PAY, amount, results[-1].reason, _articles(results[-1]), facts, origins, results)


def _takes(rule_id: str, name: str) -> bool:
    return rule(rule_id).argument(name) is not None


def _gathered(
    case: Case, told: Mapping[str, Cell], confirmed: Mapping[str, Cell]
) -> tuple[dict[str, Cell], dict[str, str]]:
    facts: dict[str, Cell] = {}
    origins: dict[str, str] = {}
    registered = known(case)
    for name in case.kind.arguments:
        source = case.kind.source(name)
        if confirmed.get(name) is not None and source not in FIXED and not source.startswith(ALWAYS):
            facts[name], origins[name] = confirmed[name], OFFICER
        elif registered.get(name) is not None:
            facts[name], origins[name] = registered[name], REGISTER
        elif source in ASKED and told.get(name) is not None:
            facts[name], origins[name] = told[name], CLAIMANT
    return facts, origins


def _cover(case: Case) -> tuple[Result, ...]:
    """The rule on cover, after that on the employer's due day where it matters."""
    row: dict[str, Cell] = {
        "event_on": case.event_on - timedelta(days=case.kind.cover == "DAY_BEFORE"),
        "segment": case.segment or "BPU",
        "member_since": case.member_since,
        "ended_on": case.ended_on,
        "paid_through": case.paid_through,
        "is_active_in_register": case.membership is not None and case.membership.register_status == ACTIVE,
    }
    if case.kind.cover == "EVER" or case.draws_pension:
        # Who ever was a member has a right to what was saved; later debts and the end of work do not take it away. So
        # have the survivors of somebody who drew a pension.
        row |= {"ended_on": None, "paid_through": None, "is_active_in_register": True}
    results: tuple[Result, ...] = ()
    if row["segment"] == "PU" and isinstance(row["paid_through"], date):
        (due,) = evaluate(
            "pu.due_day", on=case.event_on, inputs=[{"contribution_month": next_month(row["paid_through"])}]
        )
        if due.outcome == "OK":
            row["due_on"] = due.values["due_on"]
            results = (due,)
    (cover,) = evaluate(
        "tk.cover", on=case.event_on, inputs=[{name: value for name, value in row.items() if value is not None}]
    )
    return (*results, cover)


def _refusal(
    case: Case, reason: str, results: tuple[Result, ...], facts: Mapping[str, Cell], origins: Mapping[str, str]
) -> Reckoning:
    article = _articles(results[-1]) if results else ""
    return Reckoning(REFUSE, 0, reason, article or article_of(case), facts, origins, results)


def _articles(result: Result) -> str:
    return "; ".join(dict.fromkeys(one.article for one in result.used if one.article))
