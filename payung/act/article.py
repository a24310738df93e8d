"""By which articles is a line of a bill what it is?"""

from datetime import date

from payung.law.public import NotInForce, load_law

HEALTH = {
    1: ("jkn.pbpu_bp.kelas1",),
    2: ("jkn.pbpu_bp.kelas2",),
    3: ("jkn.pbpu_bp.kelas3_total", "jkn.pbpu_bp.kelas3_subsidy_split"),
}
WORK = {
    "BPU": {"JKK": ("jkk.bpu.rate",), "JKM": ("jkm.bpu.amount",), "JHT": ("jht.bpu.rate",)},
    "PU": {"JKK": ("jkk.pu.rate_by_risk",), "JKM": ("jkm.pu.rate",), "JHT": ("jht.pu.split",), "JP": ("jp.split",)},
}


def articles(kind: str, programme: str, month: date, *, care_class: int | None, has_relief: bool) -> tuple[str, ...]:
    """Law and article of a line in a bill of this kind (JKN, BPU, PU, COLLECTIVE), as in force in the month."""
    if programme == "JKN":
        ids = HEALTH.get(care_class or 0, ("jkn.ppu_bu.split",))
    else:
        ids = WORK["PU" if kind == "PU" else "BPU"].get(programme, ())
    if has_relief:
        ids += ("bpu.discount_pp50",)
    law, found = load_law(), []
    for parameter_id in ids:
        try:
            found.append(law.basis(parameter_id, month))
        except NotInForce:
            continue
    return tuple(dict.fromkeys(found))
