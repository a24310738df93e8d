"""What do the figures mean, where do they come from, under which licences?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.follow.public import indicators
from payung.terms.public import codes
from payung.web.page import page

SHOWN = ("registered_share", "active_share", "active_of_registered")


@page("public")
def about(request: HttpRequest) -> HttpResponse:
    """Definitions, sources, protection of people, licences."""
    context = {
        "indicators": [indicators()[name] for name in SHOWN],
        "programmes": codes("programmes"),
        "suppliers": list(codes("suppliers")),
    }
    return render(request, "anyone/about.html", context)
