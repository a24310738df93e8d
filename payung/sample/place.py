"""Where does each family live? Real villages, drawn by the population of their province and the kind of village."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from payung.sample.array import Floats, Ints, ints
from payung.sample.assumption import nested, number, table
from payung.terms.public import names

PAPUA_SHARING = ("91", "93", "94", "95", "96")
UNKNOWN_DISTRICT = "99.99.99"


@dataclass(frozen=True)
class Places:
    """The map as arrays: codes by number, and for each village the number of its district, regency and province.

    weight: share of the nation's people who live in the village; district_regency and regency_province link upwards.
    """

    provinces: tuple[str, ...]
    regencies: tuple[str, ...]
    districts: tuple[str, ...]
    villages: tuple[str, ...]
    village_district: Ints
    district_regency: Ints
    regency_province: Ints
    weight: Floats
    is_town: Ints

    def village_province(self, village: Ints) -> Ints:
        """Number of the province of villages."""
        return self.regency_province[self.village_regency(village)]

    def village_regency(self, village: Ints) -> Ints:
        """Number of the regency of villages."""
        return self.district_regency[self.village_district[village]]


@cache
def load_places() -> Places:
    """The map of the project, weighted by population."""
    provinces, regencies, districts, villages = (
        tuple(names(level)) for level in ("provinces", "regencies", "districts", "villages")
    )
    village_district = _parents(villages, districts, 8)
    district_regency = _parents(districts, regencies, 5)
    regency_province = _parents(regencies, provinces, 2)
    regency_of_village = district_regency[village_district]
    is_town = np.asarray([int(code[3:]) >= 71 for code in regencies], dtype=np.int64)
    kind = np.asarray([code[9] == "1" for code in villages])
    raw = np.where(kind, number("village_weight_kelurahan"), 1.0)
    province = regency_province[regency_of_village]
    people = _province_people(provinces, regencies)
    weight = raw * people[province] / np.bincount(province, raw, len(provinces))[province]
    return Places(
        provinces, regencies, districts, villages, village_district, district_regency, regency_province,
        weight / weight.sum(), is_town,
    )  # fmt: skip


def settle(sizes: Ints, people: int) -> Ints:
    """Village of each family: families stand in a row and villages take their share of the row one after another."""
    places = load_places()
    weight = places.weight.copy()
    focus, share = focus_village(people)
    same = places.village_province(np.arange(len(weight))) == places.village_province(ints(focus))[0]
    total = weight[same].sum()
    weight[same] *= (total - share) / (total - weight[focus])
    weight[focus] = share
    edges = np.cumsum(weight)
    middle = (np.cumsum(sizes) - sizes / 2) / sizes.sum()
    return np.minimum(np.searchsorted(edges / edges[-1], middle, side="right"), len(weight) - 1).astype(np.int64)


def focus_village(people: int) -> tuple[int, float]:
    """Number of the village whose workbook is written, and the share of the sample that lives there."""
    focus = nested("village_in_focus")
    wanted = min(max(people * focus["people_per_1000"] / 1000, focus["people_min"]), focus["people_max"])
    return load_places().villages.index(focus["code"]), min(wanted / people, 0.05)


def province_values(key: str, rest: float = 0.0) -> Floats:
    """A table of assumptions by province code, as an array by number of the province."""
    values = table(key)
    return np.asarray([values.get(code, rest) for code in load_places().provinces])


@cache
def birth_places() -> tuple[str, ...]:
    """What people call the place of their birth: the regency's name without its kind, upper case."""
    words = ("KABUPATEN ADMINISTRASI ", "KOTA ADMINISTRASI ", "KABUPATEN ", "KOTA ")
    found = []
    for name in names("regencies").values():
        upper = name.upper()
        kind = next((word for word in words if upper.startswith(word)), "")
        found.append(upper.removeprefix(kind))
    return tuple(found)


@cache
def residence_codes() -> tuple[str, ...]:
    """Dotted codes of every village, then of every district, then of a district that exists nowhere."""
    places = load_places()
    return (*places.villages, *places.districts, UNKNOWN_DISTRICT)


def residence(village: Ints, district: Ints) -> Ints:
    """Number in `residence_codes` of the village where it is known, else of the district."""
    return np.where(village >= 0, village, len(load_places().villages) + district)


def _parents(codes: tuple[str, ...], above: tuple[str, ...], length: int) -> Ints:
    place = {code: index for index, code in enumerate(above)}
    return np.asarray([place[code[:length]] for code in codes], dtype=np.int64)


def _province_people(provinces: tuple[str, ...], regencies: tuple[str, ...]) -> Floats:
    known = table("population_thousand_by_province")
    counts = {code: sum(one.startswith(code) for one in regencies) for code in PAPUA_SHARING}
    share = number("population_thousand_five_papua") / sum(counts.values())
    return np.asarray([known.get(code, counts.get(code, 0) * share) for code in provinces])
