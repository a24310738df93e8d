"""Which informal workers stand on the lists of associations, cooperatives and platforms?"""

from typing import Any

import numpy as np

from payung.sample.array import NONE, Ints, stream
from payung.sample.assumption import nested
from payung.sample.country import Country
from payung.sample.error import Records
from payung.sample.place import residence_codes
from payung.sample.text import days, digits, phones, plain, words
from payung.sample.work import BUILDING, EMPLOYEE, EMPLOYER, FARM, FISH, INDUSTRY, SERVICE, TRADE, TRANSPORT

SUPPLIER = "roster"
FILE = "daftar_pekerja_informal.xlsx"
FILE_LARGE = "daftar_pekerja_informal.csv"
LARGE = 200_000
AGES = (17, 68)
POOR_DECILES = 4
PLATFORM = "MITRA DARING NUSANTARA"
TRADES = {
    FARM: (("BURUH TANI", "GAPOKTAN SUMBER REJEKI"), ("PETANI", "KELOMPOK TANI MAJU")),
    FISH: (("NELAYAN", "KUB BAHARI"), ("BURUH NELAYAN", "KOPERASI MINA")),
    TRADE: (("PEDAGANG PASAR", "PAGUYUBAN PASAR"), ("PEDAGANG KELILING", "KOPERASI PEDAGANG")),
    TRANSPORT: (("OJEK DARING", PLATFORM), ("SOPIR ANGKOT", "PAGUYUBAN SOPIR"), ("KURIR", PLATFORM)),
    INDUSTRY: (("PENJAHIT", "KOPERASI PERAJIN"), ("PERAJIN", "KOPERASI PERAJIN")),
    BUILDING: (("TUKANG BANGUNAN", "PAGUYUBAN TUKANG"), ("KULI BANGUNAN", "PAGUYUBAN TUKANG")),
    SERVICE: (("ASISTEN RUMAH TANGGA", "SERIKAT PRT"), ("JURU PARKIR", "PAGUYUBAN PARKIR")),
}  # fmt: skip
LABELS = tuple(dict.fromkeys(trade for trades in TRADES.values() for trade, _ in trades))
ASSOCIATIONS = tuple(dict.fromkeys(name for trades in TRADES.values() for _, name in trades))


def held(country: Country) -> Ints:
    """Those who work for themselves or as casual workers and whom some list names; the poor more often."""
    random = stream(country.seed, "roster held")
    cover = nested("coverage_percent")
    work, age = country.work, country.age
    able = (work.status != NONE) & ~np.isin(work.status, (EMPLOYEE, EMPLOYER)) & (age >= AGES[0]) & (age <= AGES[1])
    share = np.where(country.welfare.decile <= POOR_DECILES, cover["roster_poor"], cover["roster_other"]) / 100
    return np.flatnonzero(able & (random.random(country.people) < share)).astype(np.int64)


def columns(country: Country, records: Records, name: Any) -> dict[str, Any]:
    """The file's columns as texts."""
    person = records.person
    trade, association = _trades(country)
    incomes = country.work.income[person]
    told = stream(country.seed, "roster income").random(country.people)[person] < 0.7
    codes = [code.replace(".", "") for code in residence_codes()[-len_districts() :]]
    return {
        "No": plain(np.arange(1, len(person) + 1)),
        "Nama": name,
        "NIK": digits(records.nik),
        "Tgl Lahir": days(records.birth, "%d/%m/%Y"),
        "L/P": words(records.sex, ("L", "P")),
        "Kecamatan (kode)": words(records.district, codes),
        "No HP": phones(records.phone),
        "Pekerjaan": words(trade[person], LABELS),
        "Asosiasi": words(association[person], ASSOCIATIONS),
        "Penghasilan": plain(np.where(told & (incomes > 0), incomes, NONE)),
    }


def len_districts() -> int:
    """How many codes of districts there are, the one that exists nowhere included."""
    return sum(len(code) == len("99.99.99") for code in residence_codes())


def _trades(country: Country) -> tuple[Ints, Ints]:
    random = stream(country.seed, "roster trade")
    chance = random.random(country.people)
    trade = np.full(country.people, NONE, dtype=np.int64)
    association = trade.copy()
    for sector, trades in TRADES.items():
        rows = np.flatnonzero(country.work.sector == sector)
        which = np.floor(chance[rows] * len(trades)).astype(np.int64)
        trade[rows] = np.asarray([LABELS.index(label) for label, _ in trades])[which]
        association[rows] = np.asarray([ASSOCIATIONS.index(name) for _, name in trades])[which]
    return trade, association
