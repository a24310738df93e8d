"""How many of those who could enrol do so when the price falls or somebody helps, and how many stay afterwards?

The shape is that of the trial in Medan and Bandung (Banerjee et al. 2021): what a free and a half-priced first year
added to enrolment, joined by straight lines through nothing for no cut; help and subsidy add up, information adds
what it added there. Help that finishes the paperwork for the person is the second round of the Philippine trial.
Shares are of 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from payung.plan.evidence.figure import Floats

HALF = 0.5
FORMS = ("NONE", "ONLINE", "COMPLETED")


@dataclass(frozen=True)
class Setting:
    """What is offered to people who are not members: the share of the first year's price taken off, help,
    information."""

    price_cut: float = 0.0
    help: str = "NONE"
    is_informed: bool = False


def enrolled(setting: Setting, figures: Mapping[str, Floats]) -> Floats:
    """Share enrolled within a year, those who would have enrolled anyway included."""
    return np.clip(figures["control_enrolled"] + added(setting, figures), 0.0, 1.0)


def added(setting: Setting, figures: Mapping[str, Floats]) -> Floats:
    """Share enrolled within a year beyond those who would have enrolled anyway."""
    extra = price_response(setting.price_cut, figures) + helped(setting.help, figures)
    return extra + figures["information"] if setting.is_informed else extra


def price_response(cut: float | Floats, figures: Mapping[str, Floats]) -> Floats:
    """Share more enrolled when this share of the first year's price is taken off.

    `cut` is one share, or one for each row: then rows by draws.
    """
    half, full = figures["half_subsidy"], figures["full_subsidy"]
    share = np.clip(np.asarray(cut, dtype=np.float64), 0.0, 1.0)[..., None]
    below = half * share / HALF
    above = half + (full - half) * (share - HALF) / HALF
    found: Floats = np.where(share <= HALF, below, above)
    return found


def helped(form: str, figures: Mapping[str, Floats]) -> Floats:
    """Share more enrolled with help of a form: none, registration by internet, or the paperwork finished for them."""
    if form == "NONE":
        return np.zeros_like(figures["control_enrolled"])
    if form == "ONLINE":
        return figures["assistance_online"]
    return np.maximum(figures["ipp_completed"] - figures["ipp_voucher"], 0.0)


def covered_during(figures: Mapping[str, Floats]) -> Floats:
    """Share covered during a free year, and (by the ratio measured) what the control group's cover was meanwhile."""
    return enrolled(Setting(price_cut=1.0), figures)


def control_during(figures: Mapping[str, Floats]) -> Floats:
    """Share of the control group covered while others had a free year."""
    return covered_during(figures) / figures["ratio_during"]


def control_after(figures: Mapping[str, Floats]) -> Floats:
    """Share of the control group covered after the subsidy had ended."""
    return figures["covered_after"] / figures["ratio_after"]


def stay(figures: Mapping[str, Floats]) -> Floats:
    """Of the cover that a free year added, the share that remains once it is over."""
    gained = covered_during(figures) - control_during(figures)
    kept = figures["covered_after"] - control_after(figures)
    return np.clip(kept / np.maximum(gained, 0.01), 0.0, 1.0)
