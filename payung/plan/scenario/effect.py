"""What does one part of a scenario do, month by month? Each effect says people, rupiah by payer, and to whom, drawn
many times.

Every effect is the difference from going on as before. Payments are those of the months shown; nothing is discounted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from payung.law.public import Law, LawError
from payung.plan.evidence.figure import Floats
from payung.plan.scenario import after_discount, takeup
from payung.plan.scenario.classes import Classes
from payung.plan.scenario.spec import Action, Scenario

RATE = 100_000
YEAR = 12
PERCENT = 100
SETTLE = 3  # months until a price change has worked
TARIFFS = {
    "jkn.pbi.contribution": ("STATE", "STATE", None),
    "jkn.pbpu_pemda.contribution": ("REGION", "PEMDA", None),
    "jkn.pbpu_bp.kelas1": ("SELF", "PERSON", 1),
    "jkn.pbpu_bp.kelas2": ("SELF", "PERSON", 2),
    "jkn.pbpu_bp.kelas3_member_pays": ("SELF", "PERSON", 3),
}
CLASS_RATES = {1: "jkn.pbpu_bp.kelas1", 2: "jkn.pbpu_bp.kelas2", 3: "jkn.pbpu_bp.kelas3_member_pays"}


@dataclass
class Effect:
    """One part's doing. `people` months by draws: covered more (or fewer) than before. `costs` rupiah by payer,
    alike.

    `reached` classes by nothing: how many people of each class the last month's people are spread over, summing to
    one. `value` rupiah that a better benefit brings, months by classes, with its spread over the draws.
    """

    code: str
    programme: str
    people: Floats
    costs: dict[str, Floats]
    reached: Floats
    assumptions: tuple[str, ...]
    value: Floats | None = None
    value_spread: Floats | None = None
    said: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """What every effect looks at: the scenario, the classes, the figures drawn, the scale of the national quota."""

    scenario: Scenario
    health: Classes
    work: Classes
    figures: Mapping[str, Floats]
    quota: Mapping[str, int]

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.figures["transfer"])

    def zeros(self) -> Floats:
        """Nothing, months by draws."""
        return np.zeros((self.scenario.months, self.draws))

    def ramp(self, month: int, months: int) -> Floats:
        """0 before a month, then rising to 1 over so many months."""
        since = np.arange(self.scenario.months) - month + 1
        found: Floats = np.clip(since / months, 0.0, 1.0)
        return found


def rate(law: Law, parameter_id: str, scenario: Scenario, *keys: str) -> Floats:
    """The value of a parameter in each month of the scenario; 0 where none is in force."""
    found = np.zeros(scenario.months)
    for number, day in enumerate(scenario.month_days):
        try:
            found[number] = int(str(law.value(parameter_id, day, *keys)))
        except LawError:
            continue
    return found


def class_rates(law: Law, scenario: Scenario, care_class: Floats) -> Floats:
    """Own contribution a month of each class of care, in the first month; an unknown class pays the third."""
    rates = {number: rate(law, parameter, scenario)[0] for number, parameter in CLASS_RATES.items()}
    return np.array([rates.get(int(number), rates[3]) for number in care_class])


def tariffs(world: World) -> Iterator[Effect]:
    """Other contributions: who pays more or less, and who stops when their own contribution rises."""
    scenario, health = world.scenario, world.health
    for parameter, (cell, payer, care_class) in TARIFFS.items():
        if parameter not in scenario.changed:
            continue
        before, after = (rate(law, parameter, scenario) for law in (scenario.before, scenario.after))
        meant = health.cell(cell)
        if care_class is not None:
            own = health["care_class"]
            meant &= (own == care_class) | ((own == 0) & (care_class == 3))
        people = np.where(meant, health.people, 0).astype(np.float64)
        total = people.sum()
        left = world.zeros()
        used: tuple[str, ...] = ("base_stays",)
        if cell == "SELF":
            rise = np.clip((after - before) / np.maximum(before, 1), -0.9, 2.0)
            settled = np.array([rise[max(0, n - SETTLE + 1) : n + 1].mean() for n in range(scenario.months)])
            left = np.clip(settled[:, None] * world.figures["leave_when_price_doubles"], -1.0, 1.0) * total
            left = np.maximum(left, 0.0)
            used = ("base_stays", "leave_when_price_doubles")
        cost = (after[:, None] * (total - left) - before[:, None] * total) * world.figures["base_stays"]
        yield Effect("TARIFF", "JKN", -left, {payer: cost}, _spread(people), used)


def quota(world: World) -> Iterator[Effect]:
    """More or fewer places on the state list, or another limit of deciles: filled from the poorest up, emptied from
    the top."""
    scenario, health = world.scenario, world.health
    fills = any(one.kind == "FILL_QUOTA" for one in scenario.actions)
    if not fills and not scenario.changed & {"jkn.pbi.national_quota", "jkn.pbi.eligible_deciles"}:
        return
    day = scenario.month_days[-1]
    most = int(str(scenario.after.value("jkn.pbi.eligible_deciles", day, "max")))
    held, places = world.quota["held"], world.quota["after"]
    month = _first_change(scenario, ("jkn.pbi.national_quota", "jkn.pbi.eligible_deciles"))
    decile = health["decile"]
    contribution = rate(scenario.after, "jkn.pbi.contribution", scenario)[:, None]
    if places >= held:
        free = (health["is_proposable"] | health["is_appointable"]) & (decile >= 1) & (decile <= most)
        taken = _in_order(np.where(free, health.people, 0), decile, places - held)
        people = world.ramp(month, 1)[:, None] * taken.sum() * world.figures["places_filled"]
        yield Effect("QUOTA", "JKN", people, {"STATE": people * contribution}, _spread(taken), ("places_filled",))
        return
    on_list = np.where(health.cell("STATE"), health.people, 0)
    taken = _in_order(on_list, -np.where(decile == 0, 0, decile), held - places)
    back = world.figures["reactivated_after_removal"] + world.figures["return_by_self_after_removal"]
    removed = world.ramp(month, 1)[:, None] * taken.sum()
    people = -removed * (1 - world.ramp(month, 6)[:, None] * back)
    state = -removed * (1 - world.ramp(month, 6)[:, None] * world.figures["reactivated_after_removal"]) * contribution
    own = removed * world.ramp(month, 6)[:, None] * world.figures["return_by_self_after_removal"]
    pays = rate(scenario.after, CLASS_RATES[3], scenario)[:, None]
    used = ("reactivated_after_removal", "return_by_self_after_removal")
    yield Effect("QUOTA", "JKN", people, {"STATE": state, "PERSON": own * pays}, _spread(taken), used)


def region_pays(world: World, action: Action) -> Effect:
    """A region appoints people, from the poorest up."""
    health = world.health
    free = health["is_appointable"] & health.of(action.whom)
    order = np.where(health["decile"] == 0, 11, health["decile"])
    taken = _in_order(np.where(free, health.people, 0), order, int(action.facts["people"]))
    first = world.scenario.month_of(action.since)
    people = world.ramp(first, 1)[:, None] * taken.sum() * world.figures["places_filled"]
    contribution = rate(world.scenario.after, "jkn.pbpu_pemda.contribution", world.scenario)[:, None]
    effect = Effect("REGION_PAYS", "JKN", people, {"PEMDA": people * contribution}, _spread(taken), ("places_filled",))
    effect.said["asked"] = int(action.facts["people"])
    effect.said["found"] = int(taken.sum())
    return effect


def subsidy(world: World, action: Action) -> Effect:
    """Part of the contribution of newcomers is paid for some months; some stay when it ends."""
    scenario, health = world.scenario, world.health
    meant = health.cell("OPEN") & health.of(action.whom)
    people = np.where(meant, health.people, 0).astype(np.float64)
    first, length = scenario.month_of(action.since), int(action.facts["months"])
    cut = int(action.facts["percent"]) / PERCENT * min(length, YEAR) / YEAR
    joined = people.sum() * takeup.price_response(cut, world.figures) * world.figures["transfer"]
    over = np.arange(scenario.months) >= first + length
    kept = np.where(over[:, None], takeup.stay(world.figures), 1.0)
    covered = world.ramp(first, min(length, YEAR))[:, None] * joined * kept
    price = class_rates(scenario.after, scenario, np.array([3.0]))[0]
    paid = covered * price * int(action.facts["percent"]) / PERCENT * (~over)[:, None]
    own = covered * price - paid
    used = ("half_subsidy", "full_subsidy", "ratio_during", "ratio_after", "covered_after", "transfer")
    costs = {str(action.facts["payer"]): paid, "PERSON": own}
    return Effect("SUBSIDY", "JKN", covered, costs, _spread(people), used)


def assist(world: World, action: Action) -> Effect:
    """People are helped to enrol; who enrols pays the contribution and stays as those helped did."""
    scenario, health = world.scenario, world.health
    meant = (health.cell("OPEN")) & health.of(action.whom)
    reached = np.where(meant, health.people, 0) * int(action.facts["percent_reached"]) / PERCENT
    joined = reached.sum() * takeup.helped(str(action.facts["help"]), world.figures) * world.figures["transfer"]
    growth = world.ramp(scenario.month_of(action.since), YEAR)[:, None]
    covered = growth * joined
    price = class_rates(scenario.after, scenario, np.array([3.0]))[0]
    monthly_reach = np.diff(growth, axis=0, prepend=0.0) * reached.sum()
    used = ("assistance_online",) if action.facts["help"] == "ONLINE" else ("ipp_completed", "ipp_voucher")
    costs = {
        "PERSON": covered * price,
        "HELPER": monthly_reach * int(action.facts["cost_idr"]) * world.figures["base_stays"],
    }
    return Effect("ASSIST", "JKN", covered, costs, _spread(reached), (*used, "transfer", "base_stays"))


def write_off(world: World, action: Action) -> Iterator[Effect]:
    """Arrears are written off: who comes back, what is forgone, and who stopped paying to wait for it."""
    scenario, health = world.scenario, world.health
    rule = {
        key: int(str(scenario.after.value("jkn.arrears_writeoff_2026", scenario.month_days[-1], key)))
        for key in ("care_class", "decile_max", "months_cap")
    }
    own_class, decile = health["care_class"], health["decile"]
    meant = health.cell("ARREARS") & (own_class == rule["care_class"]) & (decile >= 1) & (decile <= rule["decile_max"])
    meant &= health.of(action.whom)
    people = np.where(meant, health.people, 0).astype(np.float64)
    months = np.minimum(health["arrears_months"], rule["months_cap"]).astype(np.float64)
    price = class_rates(scenario.after, scenario, own_class)
    cut = months / (months + YEAR)
    back = people @ takeup.price_response(cut, world.figures) * world.figures["transfer"]
    first = scenario.month_of(action.since)
    covered = world.ramp(first, YEAR)[:, None] * back
    owed = float((people * months * price).sum())
    forgone = np.zeros_like(covered)
    forgone[first] = owed * world.figures["arrears_on_record"]
    costs = {"PERSON": covered * price[meant].mean() if meant.any() else covered * 0, "FORGONE": forgone}
    used = ("half_subsidy", "full_subsidy", "transfer", "arrears_on_record")
    effect = Effect("WRITE_OFF", "JKN", covered, costs, _spread(people * months), used)
    effect.said["eligible"] = int(people.sum())
    yield effect
    yield _hazard(world, action, rule["care_class"], first)


def _hazard(world: World, action: Action, care_class: int, applies: int) -> Effect:
    """Members who pay stop, month by month, from the announcement until the write-off holds; some of them come
    back."""
    scenario, health = world.scenario, world.health
    announced = scenario.month_of(action.facts["announced"])
    paying = (
        health.cell("SELF")
        & ((health["care_class"] == care_class) | (health["care_class"] == 0))
        & health.of(action.whom)
    )
    people = np.where(paying, health.people, 0).astype(np.float64)
    waiting = np.clip(np.minimum(np.arange(scenario.months) + 1, applies) - announced, 0, None)
    stopped = people.sum() * (1 - (1 - world.figures["stop_on_announcement_month"]) ** waiting[:, None])
    come_back = world.ramp(applies, SETTLE)[:, None] * world.figures["come_back_after_write_off"]
    lost = stopped * (1 - come_back)
    price = class_rates(scenario.after, scenario, np.array([float(care_class)]))[0]
    used = ("stop_on_announcement_month", "come_back_after_write_off")
    return Effect("HAZARD", "JKN", -lost, {"PERSON": -lost * price}, _spread(people), used)


def instalments(world: World) -> Iterator[Effect]:
    """Other terms of instalments: a smaller first payment brings some back; the money is owed all the same."""
    scenario, health = world.scenario, world.health
    if "jkn.rehab.max_instalments" not in scenario.changed:
        return
    meant = health.cell("ARREARS") & (health["arrears_months"] > 0)
    people = np.where(meant, health.people, 0).astype(np.float64)
    price = class_rates(scenario.after, scenario, health["care_class"])
    owed = health["arrears_months"] * price
    before, after = (
        owed / _instalments(law, scenario, health["arrears_months"], owed) + price
        for law in (scenario.before, scenario.after)
    )
    cut = np.clip((before - after) / np.maximum(before, 1), 0.0, 1.0)
    back = people @ takeup.price_response(cut, world.figures)
    back = back * world.figures["transfer"] * world.figures["instalment_weight"]
    covered = world.ramp(_first_change(scenario, ("jkn.rehab.max_instalments",)), YEAR)[:, None] * back
    monthly = float((people * after).sum() / max(people.sum(), 1))
    used = ("half_subsidy", "full_subsidy", "transfer", "instalment_weight")
    yield Effect("INSTALMENTS", "JKN", covered, {"PERSON": covered * monthly}, _spread(people * cut), used)


def _instalments(law: Law, scenario: Scenario, months: Floats, owed: Floats) -> Floats:
    keys = ("pbpu_aktif", "pbpu_aktif_arrears_divisor", "cicilan_minimal")
    most, divisor, least = (max(rate(law, "jkn.rehab.max_instalments", scenario, key)[-1], 1.0) for key in keys)
    found: Floats = np.maximum(np.minimum(np.minimum(most, months // divisor), owed // least), 1.0)
    return found


def discount(world: World) -> Iterator[Effect]:
    """The discount of self-employed workers ends later or earlier: who lapses when, and what the members pay."""
    scenario, work = world.scenario, world.work
    if "bpu.discount_pp50" not in scenario.changed:
        return
    amount = rate(scenario.after, "jkm.bpu.amount", scenario)
    lowest = _lowest_base(scenario.after, scenario) * rate(scenario.after, "jkk.bpu.rate", scenario) // RATE
    gross = (amount + lowest)[:, None]
    lapses = after_discount.lapses(world.figures)
    for sector in ("TRANSPORT", "OTHER"):
        covered, paid, reached = [], [], np.zeros(len(work.people))
        for law in (scenario.before, scenario.after):
            one = rate(law, "bpu.discount_pp50", scenario, sector)[:, None] / RATE
            gone = _ended(one[:, 0], _holds_before(law, scenario, sector))[:, None]
            left = np.zeros((scenario.months, world.draws))
            for cell, lapse in lapses.items():
                people = np.where(work.cell(cell) & (work["sector"] == sector), work.people, 0)
                reached += people
                left = left + people.sum() * (1 - gone * lapse)
            covered.append(left)
            paid.append(left * gross * (1 - one))
        used = ("control_enrolled", "half_subsidy", "ratio_during", "ratio_after", "covered_after", "old_member_lapse")
        yield Effect("DISCOUNT", "BPU", covered[1] - covered[0], {"PERSON": paid[1] - paid[0]}, _spread(reached), used)


def benefit(world: World) -> Iterator[Effect]:
    """A better death benefit: what it brings to whom, by the deaths that the data lets expect."""
    scenario, work = world.scenario, world.work
    names = ("jkm.benefit", "jkm.bpu.short_benefit", "jkm.bpu.full_benefit_min_months")
    if not scenario.changed & set(names):
        return
    covered = ~work.cell("OPEN")
    deaths = np.where(covered, work["deaths_per_100000"], 0) / RATE / YEAR
    brought = [np.zeros((scenario.months, len(work.people))) for _ in range(2)]
    for place, law in enumerate((scenario.before, scenario.after)):
        full, short = rate(law, names[0], scenario, "total"), rate(law, names[1], scenario)
        waits = rate(law, names[2], scenario)
        is_short = work["wait"][None, :] < waits[:, None]
        brought[place] = np.where(is_short, short[:, None], full[:, None]) * deaths
    more = brought[1] - brought[0]
    monthly = more.sum(axis=1)[:, None] * world.figures["deaths"]
    yield Effect(
        "BENEFIT",
        "JKM",
        world.zeros(),
        {"BPJS_KETENAGAKERJAAN": monthly},
        _spread(np.where(more.any(axis=0), work.people, 0)),
        ("deaths",),
        value=more,
        value_spread=world.figures["deaths"],
    )


def _lowest_base(law: Law, scenario: Scenario) -> int:
    rows = law.value("jkk.bpu.income_table", scenario.month_days[0])
    assert isinstance(rows, list)
    return min(int(row["base"]) for row in rows)


def _holds_before(law: Law, scenario: Scenario, sector: str) -> bool:
    """Whether the discount held in the month before the first."""
    try:
        return int(str(law.value("bpu.discount_pp50", scenario.since - timedelta(days=1), sector))) > 0
    except LawError:
        return False


def _ended(off: Floats, is_held: bool) -> Floats:
    """How far the loss after a discount's end has gone: 0 while it holds, 1 some months after."""
    since_end = np.zeros(len(off))
    count = 0
    for number, one in enumerate(off):
        is_held = is_held or one > 0
        count = 0 if one > 0 or not is_held else count + 1
        since_end[number] = count
    found: Floats = np.clip(since_end / SETTLE, 0.0, 1.0)
    return found


def _first_change(scenario: Scenario, names: tuple[str, ...]) -> int:
    days = [one.since for one in scenario.supposed if one.parameter_id in names]
    days += [one.since for one in scenario.actions if one.kind == "FILL_QUOTA"]
    return max(0, min((scenario.month_of(day) for day in days), default=0))


def _in_order(people: Floats, order: Floats, wanted: int) -> Floats:
    """So many people taken from the classes, all of one order before the next; within an order in proportion."""
    taken = np.zeros(len(people))
    left = float(max(wanted, 0))
    for place in np.unique(order[people > 0]):
        here = (order == place) & (people > 0)
        available = people[here].sum()
        taken[here] = people[here] * min(1.0, left / available)
        left -= min(left, available)
    return taken


def _spread(people: Floats) -> Floats:
    total = people.sum()
    return people / total if total else np.zeros(len(people))
