"""By which articles is a line of a bill what it is? Told by what the line rests on and by who pays."""

from datetime import date

from payung.law.public import NotInForce, load_law

# A parameter, or one of its scopes.
type Basis = str | tuple[str, str]

HEALTH: dict[int, tuple[Basis, ...]] = {
    1: ("jkn.pbpu_bp.kelas1",),
    2: ("jkn.pbpu_bp.kelas2",),
    3: ("jkn.pbpu_bp.kelas3_total", "jkn.pbpu_bp.kelas3_subsidy_split"),
}
# Of a wage, and of somebody for whom the payer pays a fixed sum, by the kind of the payer.
OF_WAGE: dict[str, tuple[Basis, ...]] = {
    "STATE": (("jkn.ppu_pn.split", "CENTRAL"),),
    "REGION": (("jkn.ppu_pn.split", "REGION"),),
    "VILLAGE": (("jkn.ppu_pn.split", "REGION"),),
}
FIXED: dict[str, tuple[Basis, ...]] = {
    "STATE": ("jkn.pbi.contribution",),
    "REGION": ("jkn.pbpu_pemda.contribution",),
}
FEE: tuple[Basis, ...] = ("pu.late_fee",)
RELIEF: tuple[Basis, ...] = ("bpu.discount_pp50", "pu.covid_relief")
WORK: dict[str, dict[str, tuple[Basis, ...]]] = {
    "BPU": {"JKK": ("jkk.bpu.rate",), "JKM": ("jkm.bpu.amount",), "JHT": ("jht.bpu.rate",)},
    "PU": {"JKK": ("jkk.pu.rate_by_risk",), "JKM": ("jkm.pu.rate",), "JHT": ("jht.pu.split",), "JP": ("jp.split",)},
}


def articles(
    kind: str,
    programme: str,
    month: date,
    *,
    care_class: int | None,
    has_relief: bool,
    has_base: bool = False,
    payer: str | None = None,
) -> tuple[str, ...]:
    """Law and article of a line in a bill of this kind (JKN, BPU, PU, COLLECTIVE, LATE_FEE), as in force in the month.

    `has_base`: it rests on an income or wage; `payer` is the kind of the party that pays, None where a person does.
    """
    if kind == "LATE_FEE":
        ids = FEE
    elif programme != "JKN":
        ids = WORK["PU" if kind == "PU" else "BPU"].get(programme, ())
    elif has_base:
        ids = OF_WAGE.get(payer or "", ("jkn.ppu_bu.split",))
    else:
        ids = FIXED.get(payer or "", HEALTH.get(care_class or 0, ()))
    law, found = load_law(), []
    for basis in (*ids, *(RELIEF if has_relief else ())):
        try:
            found.append(law.basis(*((basis, month) if isinstance(basis, str) else (basis[0], month, basis[1]))))
        except NotInForce:
            continue
    return tuple(dict.fromkeys(found))
