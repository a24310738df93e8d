"""Which Django application holds the pages?"""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages. The short label keeps template and locale lookups apart from other applications."""

    name = "payung.web"
    label = "web"
