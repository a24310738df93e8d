"""Who pays or is paid and is not a person? Employers, associations, villages, regions, the state, banks."""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import RETENTION, one_of, optional_text, ordered_text, region_form, text

PARTY_KINDS = (
    *("EMPLOYER", "ASSOCIATION", "COOPERATIVE", "PLATFORM", "VILLAGE", "SPONSOR", "REGION", "STATE", "BANK"),
    "AGENCY",
)


# Groups of risk at the workplace, by which an employer's JKK contribution is reckoned (PP 44/2015).
# Sizes of an employer's enterprise, by which the programmes are that it must join (Perpres 109/2013).
SCALES = ("MICRO", "SMALL", "MEDIUM_LARGE")
RISKS = ("sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi")


class Party(models.Model):
    """A payer or payee that is no person; `code` is its lasting name. `risk` and `scale` are those of an employer."""

    party_id = models.BigAutoField(primary_key=True)
    code = text()
    kind = text()
    name = text()
    region_code = ordered_text()
    risk = optional_text()
    scale = optional_text()

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        ("party_id", "code", "kind", "name", "region_code", "risk", "scale"), "none"
    )
    retention = RETENTION["act"]

    class Meta:
        db_table = "party"
        constraints = (
            models.UniqueConstraint(name="party_code_once", fields=["code"]),
            one_of("party_kind_known", "kind", PARTY_KINDS),
            models.CheckConstraint(name="party_has_a_name", condition=~models.Q(name="")),
            region_form("party_region_form"),
            one_of("party_risk_known", "risk", RISKS, or_null=True),
            one_of("party_scale_known", "scale", SCALES, or_null=True),
        )
