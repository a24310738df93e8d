"""Which kinds of column repeat from model to model, and which classes of personal data and retention are there?

Every model says of each of its fields which class of personal data it is (`personal`), and of its rows how long they
are kept and why (`retention`). tests/test_consistency.py holds both complete.
"""

from typing import Any

from django.db import models

# Classes of personal data. UU 27/2022 article 4(2) calls health, children, finance and disability specific data.
CLASSES = {
    "none": "says nothing of a person",
    "number": "says nothing by itself; numbers a person or row within one load",
    "identity": "who the person is",
    "contact": "how the person is reached",
    "family": "whose relative the person is",
    "residence": "where the person lives",
    "health": "health and disability (specific data)",
    "education": "schooling",
    "work": "work and employer",
    "finance": "income, contributions, debts (specific data)",
    "welfare": "welfare decile and aid",
    "membership": "membership and status in social security",
    "conduct": "what a user did in the system",
}

RETENTION = {
    "generation": "until the second load after it: the registers keep the originals (UU 27/2022 article 42)",
    "history": "kept: what was loaded when, without personal data",
    "access": "5 years, so that a person may ask who looked (UU 27/2022 articles 31 and 32)",
    "act": "10 years after the last act, as books of account are kept (UU 8/1997 article 11)",
    "account": "as long as the account, and 1 year after its end",
}


def generation() -> models.IntegerField:
    """The load a row belongs to; rows of one load stand in partitions of their own."""
    return models.IntegerField()


def text(**options: Any) -> models.TextField:
    """Text that must be there."""
    return models.TextField(**options)


def optional_text(**options: Any) -> models.TextField:
    """Text that no register may know; null where unknown."""
    return models.TextField(null=True, **options)


def ordered_text(**options: Any) -> models.TextField:
    """Text compared byte by byte, whatever the base's language, so that a prefix is a range of the index."""
    return models.TextField(db_collation="C", **options)


def sealed() -> models.BinaryField:
    """A number as `payung.ledger.base.protect` seals it."""
    return models.BinaryField(null=True)


def one_of(name: str, field: str, values: tuple[str, ...], *, or_null: bool = False) -> models.CheckConstraint:
    """The field holds one of these values."""
    allowed = models.Q(**{f"{field}__in": list(values)})
    return models.CheckConstraint(
        name=name, condition=allowed | models.Q(**{f"{field}__isnull": True}) if or_null else allowed
    )


def at_least(name: str, field: str, least: int) -> models.CheckConstraint:
    """The field, where known, is not below `least`."""
    return models.CheckConstraint(name=name, condition=models.Q(**{f"{field}__gte": least}))


def region_form(name: str) -> models.CheckConstraint:
    """region_code is empty (unknown) or a dotted code: 32, 32.01, 32.01.01, 32.01.01.2001."""
    form = r"^([0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?)?$"
    return models.CheckConstraint(name=name, condition=models.Q(region_code__regex=form))


PROGRAMMES = ("JKN", "JKK", "JKM", "JHT", "JP", "JKP")
STATUSES = ("ACTIVE", "WAITING", "SUSPENDED", "ENDED", "NEVER")
SEGMENTS = ("PBI", "PBPU_PEMDA", "PPU_BU", "PPU_PN", "PBPU", "BP", "PU", "BPU", "JAKON", "PMI")
SEXES = ("L", "P")
