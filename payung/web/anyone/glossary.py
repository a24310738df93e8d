"""What is each word in the other language, and which code stands for it?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from payung.terms.public import codes
from payung.web.page import page

KINDS = (
    ("programmes", gettext_lazy("Program")),
    ("statuses", gettext_lazy("Status")),
    ("reasons", gettext_lazy("Alasan")),
    ("routes", gettext_lazy("Jalur")),
    ("clocks", gettext_lazy("Tenggat")),
    ("movers", gettext_lazy("Pelaku")),
    ("segments", gettext_lazy("Segmen")),
    ("documents", gettext_lazy("Dokumen")),
)


@page("public")
def glossary(request: HttpRequest) -> HttpResponse:
    """Every code with its Indonesian and English label, list by list."""
    lists = [(kind, title, list(codes(kind).values())) for kind, title in KINDS]
    return render(request, "anyone/glossary.html", {"kinds": KINDS, "lists": lists})
