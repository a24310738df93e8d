"""The application as a WSGI server calls it: `granian --interface wsgi config.wsgi:application`."""

import os

import django
from django.urls import reverse
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

# What knows the services can be loaded only now.
application = import_string("payung.api.snap.straight.Application")()
# All pages are read in here, so that whoever asks first does not wait for them.
reverse("coverage")
