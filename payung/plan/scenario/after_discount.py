"""Which share of self-employed members stops when a discount of their contribution ends?

Who joined while it held (NEW) did so partly because of it: of that part, those stay who stayed after the subsidy of the
trial in Medan and Bandung ended. Who was a member before (OLD) paid the full amount then.
"""

from collections.abc import Mapping

import numpy as np

from payung.plan.evidence.figure import Floats, drawn
from payung.plan.scenario import takeup

LOW, MID, HIGH = 5, 50, 95


def lapses(figures: Mapping[str, Floats]) -> dict[str, Floats]:
    """Share of NEW and of OLD members who stop, one for each draw of the evidence."""
    marginal = figures["half_subsidy"] / np.maximum(figures["control_enrolled"] + figures["half_subsidy"], 0.01)
    return {"NEW": marginal * (1 - takeup.stay(figures)), "OLD": figures["old_member_lapse"]}


def lapse_shares() -> dict[str, tuple[float, float, float]]:
    """The same as low, middle and high: nine draws in ten lie between low and high."""
    found = lapses(drawn())
    return {
        cell: (float(low), float(mid), float(high))
        for cell, (low, mid, high) in ((cell, np.percentile(draws, (LOW, MID, HIGH))) for cell, draws in found.items())
    }
