"""Which Django application holds the ledger?"""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger: all models of Payung."""

    name = "payung.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
