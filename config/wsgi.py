"""The application as a WSGI server calls it: `granian --interface wsgi config.wsgi:application`."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

application = WSGIHandler()
# All pages are read in here, so that whoever asks first does not wait for them.
reverse("coverage")
