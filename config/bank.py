"""The banks' program as an ASGI server calls it: `uvicorn config.bank:application`."""

import os

import django
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

# What asks the ledger can be loaded only now.
application = import_string("payung.api.snap.application.Application")()
