"""What did somebody type into a form of enrolling? Read leniently; what cannot be read is told field by field."""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.http import Http404, QueryDict
from django.utils.translation import gettext

from payung.ledger.public import Told
from payung.terms.public import codes, name_of

JAKARTA = ZoneInfo("Asia/Jakarta")
MONEY = re.compile(r"(?:rp\.?\s*)?(-?\d[\d.,\s]*)", re.IGNORECASE)
SECTORS = ("TRANSPORT", "AGRICULTURE", "FISHERY", "TRADE", "INDUSTRY", "CONSTRUCTION", "SERVICES", "OTHER")
CARE_CLASSES = ("1", "2", "3")
MONEY_MOST = 10**12
KK = re.compile(r"[0-9]{16}")


@dataclass(frozen=True)
class Now:
    """The moment of a request, and its day in Jakarta."""

    at: datetime
    on: date


def now() -> Now:
    """This moment. Pages are an entrance: below them nobody asks the clock."""
    at = datetime.now(UTC)
    return Now(at, at.astimezone(JAKARTA).date())


def act_id(typed: QueryDict) -> uuid.UUID:
    """The id the form carries, so that sending it twice is one act. Http404 where it carries none."""
    try:
        return uuid.UUID(typed.get("act", ""))
    except ValueError as error:
        raise Http404 from error


def work_facts(typed: QueryDict) -> tuple[dict[str, object], dict[str, str]]:
    """Income, sector and the choice of old-age savings; and faults by field."""
    income, faults = money(typed.get("income", "")), {}
    if income is None:
        faults["income"] = gettext("Isi penghasilan sebulan dalam rupiah, misalnya 2.500.000.")
    elif not 0 <= income <= MONEY_MOST:
        faults["income"] = gettext("Penghasilan tidak boleh kurang dari nol.")
    sector = typed.get("sector", "")
    if sector not in SECTORS:
        faults["sector"] = gettext("Pilih sektor pekerjaan.")
    facts = {"income_monthly_idr": income, "sector": sector or None, "with_jht": typed.get("jht") == "1"}
    return facts, faults


def told_of(typed: QueryDict, programme: str = "BPU") -> tuple[Told, dict[str, str]]:
    """A person as typed, with the facts of work (BPU), the wage and first day of work (PPU), or the card and class of
    care (JKN); faults by field.

    What is merely wrong is judged by the act itself.
    """
    read = {"BPU": work_facts, "PPU": wage_facts}.get(programme, health_facts)
    facts, faults = read(typed)
    born = day(typed.get("born", ""))
    if typed.get("born", "").strip() and born is None:
        faults["born"] = gettext("Tanggal tidak terbaca; tulis misalnya 31/12/1980.")
    region = typed.get("region", "").strip()
    if region and name_of(region) is None:
        faults["region"] = gettext("Kode wilayah tidak dikenal; tulis misalnya 32.01.01.2001.")
    told = Told(
        nik=digits(typed.get("nik", "")),
        name=typed.get("name", "").strip()[:200],
        birth_date=born,
        sex=None,
        region_code="" if "region" in faults else region,
        phone=digits(typed.get("phone", "")),
        **{name: None if name in faults else value for name, value in facts.items()},  # type: ignore[arg-type]
    )
    return told, faults


def wage_facts(typed: QueryDict) -> tuple[dict[str, object], dict[str, str]]:
    """Wage and first day of work, both open for a family; and faults by field."""
    wage, start, faults = money(typed.get("income", "")), day(typed.get("start", "")), {}
    if typed.get("income", "").strip() and (wage is None or wage > MONEY_MOST):
        faults["income"] = gettext("Isi upah sebulan dalam rupiah, misalnya 5.000.000.")
    if typed.get("start", "").strip() and start is None:
        faults["start"] = gettext("Tanggal tidak terbaca; tulis misalnya 31/12/1980.")
    return {"income_monthly_idr": wage, "start_on": start}, faults


def health_facts(typed: QueryDict) -> tuple[dict[str, object], dict[str, str]]:
    """Number of the family card and class of care, both of which may be left open; and faults by field."""
    kk, care, faults = digits(typed.get("kk", "")), typed.get("care", ""), {}
    if kk is not None and not KK.fullmatch(kk):
        faults["kk"] = gettext("Nomor KK terdiri dari 16 angka.")
    if care and care not in CARE_CLASSES:
        faults["care"] = gettext("Pilih kelas perawatan.")
    return {"kk": kk, "care_class": int(care) if care in CARE_CLASSES else None}, faults


def money(text: str) -> int | None:
    """Rupiah as people write them: 2500000, 2.500.000, Rp 2.500.000; None for anything else."""
    found = MONEY.fullmatch(text.strip())
    if found is None:
        return None
    plain = re.sub(r"[.,\s]", "", found[1])
    return int(plain) if len(plain) <= len(str(MONEY_MOST)) + 1 else None


def day(text: str) -> date | None:
    """A day as people write it: 31/12/1980, 31-12-1980, 1980-12-31; None for anything else."""
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def digits(text: str) -> str | None:
    """A number without spaces, dots and hyphens; None where nothing is left."""
    plain = re.sub(r"[\s.\-]", "", text)[:40]
    return plain or None


def sectors() -> list[str]:
    """The sectors of work there are."""
    return list(SECTORS)


def programmes() -> list[str]:
    """The programmes there are."""
    return list(codes("programmes"))
