"""The ten rules for OpenFisca-core, written as its country template writes law. Run by `bench/law.py` in its own venv.

`python system.py FOLDER month` computes every amount and status for one month, `months` the status of 24 months, `int`
writes what becomes of an amount beyond 32 bits.
"""

import json
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import ENUM_ARRAY_DTYPE, Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import MONTH
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-11"
RATES = (
    "ppu_employer",
    "ppu_worker",
    "extra_rate",
    "jkk_",
    "jht_",
    "jkm_pu",
    "jp_employer",
    "jp_worker",
    "jkp_state",
    "jkp_jkk",
    "discount_",
    "pn_",
)
INPUTS = {
    "segment": str,
    "work": str,
    "wage": float,
    "income": float,
    "minimum_wage": float,
    "sector": str,
    "risk": str,
    "scale": str,
    "level": str,
    "care_class": int,
    "members": int,
    "extra_members": int,
    "with_jht": bool,
    "paid_through": date,
    "age_at_joining": int,
}
COLUMNS = {
    "wage": "wage_monthly_idr",
    "income": "income_monthly_idr",
    "minimum_wage": "minimum_wage_monthly_idr",
    "level": "employer_level",
}

WORDS = {
    "segment": ("PBI", "PBPU_PEMDA", "PPU_BU", "PPU_PN", "PBPU", "BP"),
    "work": ("PU", "BPU", "NONE"),
    "sector": ("TRANSPORT", "AGRICULTURE", "FISHERY", "TRADE", "SERVICES", "OTHER"),
    "risk": ("sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi"),
    "scale": ("mikro", "kecil", "menengah_besar"),
    "level": ("CENTRAL", "REGION"),
}
CODES = {name: Enum(name.title(), {word: word for word in words}) for name, words in WORDS.items()}

Person = build_entity(key="person", plural="persons", label="Person", is_person=True)
FORMULAS = {}


def formula(kind=float):
    """Declare a variable by its formula."""

    def declare(function):
        FORMULAS[function.__name__] = (kind, function)
        return function

    return declare


def is_in(person, period, name, *words):
    """Whether the person's code is one of some: comparisons of small integers, as the template writes them."""
    codes = person(name, period)
    found = codes == CODES[name][words[0]]
    for word in words[1:]:
        found = found | (codes == CODES[name][word])
    return found


@formula()
def jkn_base(person, period, parameters):
    p = parameters(period).law
    wage = np.maximum(person("wage", period), person("minimum_wage", period))
    central = is_in(person, period, "level", "CENTRAL")
    cap = np.select(
        [is_in(person, period, "segment", "PPU_BU"), central], [p.ppu_cap, p.pn_central_cap], p.pn_region_cap
    )
    return np.minimum(wage, cap)


@formula()
def jkn_employer(person, period, parameters):
    p = parameters(period).law
    central = is_in(person, period, "level", "CENTRAL")
    rate = np.select(
        [
            is_in(person, period, "segment", "PPU_BU"),
            central & is_in(person, period, "segment", "PPU_PN"),
            is_in(person, period, "segment", "PPU_PN"),
        ],
        [p.ppu_employer, p.pn_central_employer, p.pn_region_employer],
        0,
    )
    return np.floor(person("jkn_base", period) * rate)


@formula()
def jkn_worker(person, period, parameters):
    p = parameters(period).law
    central = is_in(person, period, "level", "CENTRAL")
    rate = np.select(
        [
            is_in(person, period, "segment", "PPU_BU"),
            central & is_in(person, period, "segment", "PPU_PN"),
            is_in(person, period, "segment", "PPU_PN"),
        ],
        [p.ppu_worker, p.pn_central_worker, p.pn_region_worker],
        0,
    )
    return np.floor(person("jkn_base", period) * rate)


@formula()
def jkn_extra(person, period, parameters):
    rate = parameters(period).law.extra_rate * is_in(person, period, "segment", "PPU_BU", "PPU_PN")
    return np.floor(person("jkn_base", period) * rate) * person("extra_members", period)


@formula()
def jkn_price(person, period, parameters):
    p = parameters(period).law
    care_class = person("care_class", period)
    own = np.select([care_class == 1, care_class == 2], [p.class1, p.class2], p.class3)
    return np.select(
        [
            is_in(person, period, "segment", "PBI"),
            is_in(person, period, "segment", "PBPU_PEMDA"),
            is_in(person, period, "segment", "PBPU", "BP"),
        ],
        [p.pbi, p.pemda, own * person("members", period)],
        0,
    )


@formula()
def jkn_subsidy_centre(person, period, parameters):
    third = (person("care_class", period) == 3) & is_in(person, period, "segment", "PBPU", "BP")
    return third * parameters(period).law.class3_centre * person("members", period)


@formula()
def jkn_subsidy_region(person, period, parameters):
    third = (person("care_class", period) == 3) & is_in(person, period, "segment", "PBPU", "BP")
    return third * parameters(period).law.class3_region * person("members", period)


@formula()
def jkn_member(person, period, parameters):
    own = is_in(person, period, "segment", "PBPU", "BP") * person("jkn_price", period)
    return own - person("jkn_subsidy_centre", period) - person("jkn_subsidy_region", period)


@formula()
def jkn_total(person, period, parameters):
    return (
        person("jkn_employer", period)
        + person("jkn_worker", period)
        + person("jkn_extra", period)
        + person("jkn_price", period)
    )


@formula()
def jkk(person, period, parameters):
    p = parameters(period).law
    rate = np.choose(person("risk", period).view(np.ndarray), [p[f"jkk_{risk.name}"] for risk in CODES["risk"]])
    return is_in(person, period, "work", "PU") * np.floor(person("wage", period) * rate)


@formula()
def jkm(person, period, parameters):
    return is_in(person, period, "work", "PU") * np.floor(person("wage", period) * parameters(period).law.jkm_pu)


@formula()
def jht_employer(person, period, parameters):
    has = is_in(person, period, "work", "PU") & ~is_in(person, period, "scale", "mikro")
    return has * np.floor(person("wage", period) * parameters(period).law.jht_employer)


@formula()
def jht_worker(person, period, parameters):
    has = is_in(person, period, "work", "PU") & ~is_in(person, period, "scale", "mikro")
    return has * np.floor(person("wage", period) * parameters(period).law.jht_worker)


@formula()
def jp_employer(person, period, parameters):
    p = parameters(period).law
    has = is_in(person, period, "work", "PU") & is_in(person, period, "scale", "menengah_besar")
    return has * np.floor(np.minimum(person("wage", period), p.jp_cap) * p.jp_employer)


@formula()
def jp_worker(person, period, parameters):
    p = parameters(period).law
    has = is_in(person, period, "work", "PU") & is_in(person, period, "scale", "menengah_besar")
    return has * np.floor(np.minimum(person("wage", period), p.jp_cap) * p.jp_worker)


@formula()
def pu_employer(person, period, parameters):
    return (
        person("jkk", period) + person("jkm", period) + person("jht_employer", period) + person("jp_employer", period)
    )


@formula()
def pu_total(person, period, parameters):
    return person("pu_employer", period) + person("jht_worker", period) + person("jp_worker", period)


@formula()
def jkp_state(person, period, parameters):
    p = parameters(period).law
    base = np.minimum(person("wage", period), p.jkp_cap) * is_in(person, period, "work", "PU")
    return np.floor(base * p.jkp_state)


@formula()
def jkp_from_jkk(person, period, parameters):
    p = parameters(period).law
    base = np.minimum(person("wage", period), p.jkp_cap) * is_in(person, period, "work", "PU")
    return np.floor(base * p.jkp_jkk)


@formula()
def bpu_base(person, period, parameters):
    return parameters(period).income_table.calc(person("income", period)) * is_in(person, period, "work", "BPU")


@formula()
def bpu_discount(person, period, parameters):
    p = parameters(period).law
    return np.where(is_in(person, period, "sector", "TRANSPORT"), p.discount_transport, p.discount_other)


@formula()
def bpu_jkk(person, period, parameters):
    gross = np.floor(person("bpu_base", period) * parameters(period).law.jkk_bpu)
    return gross - np.floor(gross * person("bpu_discount", period))


@formula()
def bpu_jkm(person, period, parameters):
    gross = is_in(person, period, "work", "BPU") * parameters(period).law.jkm_bpu
    return gross - np.floor(gross * person("bpu_discount", period))


@formula()
def bpu_jht(person, period, parameters):
    return person("with_jht", period) * np.floor(person("bpu_base", period) * parameters(period).law.jht_bpu)


@formula()
def bpu_total(person, period, parameters):
    return person("bpu_jkk", period) + person("bpu_jkm", period) + person("bpu_jht", period)


@formula(int)
def jkn_months_unpaid(person, period, parameters):
    month = (period.start.year - 1970) * 12 + period.start.month - 1
    paid_through = person("paid_through", period).astype("datetime64[M]").astype(int)
    return np.maximum(month - paid_through, 0)


@formula(bool)
def jkn_suspended(person, period, parameters):
    p = parameters(period).law
    late = np.where(is_in(person, period, "segment", "PPU_BU", "PPU_PN"), p.months_late_ppu, p.months_late_pbpu)
    asked = ~is_in(person, period, "segment", "PBI", "PBPU_PEMDA")
    return asked & (person("jkn_months_unpaid", period) > 1 + late)


@formula(int)
def jkn_months_billed(person, period, parameters):
    unpaid = np.minimum(person("jkn_months_unpaid", period), parameters(period).law.arrears_max)
    return person("jkn_suspended", period) * unpaid


@formula(int)
def bpu_state(person, period, parameters):
    """0 paid up, 1 in grace, 2 paused, 3 over, on the first day of the month."""
    unpaid = person("jkn_months_unpaid", period)
    grace = parameters(period).law.grace
    return is_in(person, period, "work", "BPU") * np.select(
        [unpaid <= 0, unpaid <= grace, unpaid == grace + 1], [0, 1, 2], 3
    )


MONTH_OUT = [name for name in FORMULAS if name not in ("bpu_discount",)]
STATUS_OUT = ["jkn_suspended", "jkn_months_unpaid", "jkn_months_billed", "bpu_state"]


def build(folder):
    system = TaxBenefitSystem([Person])
    told = json.loads((folder / "parameters.json").read_text())
    table = told.pop("income_table")
    told.pop("floor_since")
    law = {}
    for name, values in told.items():
        scale = 100_000 if name.startswith(RATES) and not name.endswith("cap") else 1
        law[name] = {
            "values": {
                day: {"value": None if value is None else value / scale if scale > 1 else value}
                for day, value in values.items()
            }
        }
    brackets = [
        {"threshold": {"2015-07-01": {"value": low}}, "amount": {"2015-07-01": {"value": base}}} for low, base in table
    ]
    data = {"law": law, "income_table": {"brackets": brackets, "metadata": {"type": "single_amount"}}}
    system.parameters = ParameterNode("", data=data)
    for name, kind in INPUTS.items():
        options = {"value_type": kind, "entity": Person, "definition_period": MONTH, "label": name}
        if kind is str:
            options |= {"value_type": Enum, "possible_values": CODES[name], "default_value": next(iter(CODES[name]))}
        system.add_variable(type(name, (Variable,), options))
    for name, (kind, function) in FORMULAS.items():
        options = {"value_type": kind, "entity": Person, "definition_period": MONTH, "label": name}
        system.add_variable(type(name, (Variable,), {**options, "formula": function}))
    return system


def inputs(folder, names):
    table = pq.read_table(folder / "people", columns=sorted({"ask_no", *(COLUMNS.get(name, name) for name in names)}))
    for name in names:
        column = table[COLUMNS.get(name, name)]
        if name in CODES:
            index = pc.index_in(column, value_set=pa.array([one.name for one in CODES[name]]))
            yield name, EnumArray(index.to_numpy().astype(ENUM_ARRAY_DTYPE), CODES[name])
        else:
            yield name, column.to_numpy()
    yield "ask_no", table["ask_no"].to_numpy()


def largest_whole_amount():
    """What an int variable gives back for three thousand million rupiah, less than one mid-size firm's yearly wages."""
    system = TaxBenefitSystem([Person])
    options = {"value_type": int, "entity": Person, "definition_period": MONTH, "label": "balance"}
    system.add_variable(type("balance", (Variable,), options))
    simulation = SimulationBuilder().build_default_simulation(system, 1)
    simulation.set_input("balance", PERIOD, np.array([3_000_000_000]))
    return int(simulation.calculate("balance", PERIOD)[0])


def main():
    folder, what = Path(sys.argv[1]), sys.argv[2]
    if what == "int":
        (folder / "openfisca_int.txt").write_text(str(largest_whole_amount()))
        return
    system = build(folder)
    names = list(INPUTS) if what == "month" else ["segment", "work", "paid_through"]
    found = dict(inputs(folder, names))
    ask_no = found.pop("ask_no")
    simulation = SimulationBuilder().build_default_simulation(system, len(ask_no))
    periods = [PERIOD] if what == "month" else [f"{2024 + (m + 11) // 12}-{(m + 11) % 12 + 1:02}" for m in range(24)]
    for name, values in found.items():
        for period in periods:
            simulation.set_input(name, period, values)
    out = MONTH_OUT if what == "month" else STATUS_OUT
    columns = {"ask_no": ask_no}
    for period in periods:
        for name in out:
            columns[name if what == "month" else f"{name}_{period}"] = simulation.calculate(name, period)
    pq.write_table(pa.table(columns), folder / f"openfisca_{what}.parquet")


if __name__ == "__main__":
    main()
