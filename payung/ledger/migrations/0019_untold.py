"""Of many few: those of whom a fact that the contribution rests on was never told are found by their own index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index of what is waited for."""

    dependencies = [("ledger", "0018_receive")]
    operations = [
        migrations.AddIndex(
            "enrolment",
            models.Index(
                condition=models.Q(
                    ("is_void", False),
                    ("superseded_at__isnull", True),
                    models.Q(
                        models.Q(
                            ("income_monthly_idr__isnull", True), ("segment__in", ("PPU_BU", "PPU_PN", "PU", "BPU"))
                        ),
                        models.Q(("care_class__isnull", True), ("segment__in", ("PBPU", "BP"))),
                        _connector="OR",
                    ),
                ),
                fields=["region_code"],
                name="enrolment_untold",
            ),
        ),
    ]
