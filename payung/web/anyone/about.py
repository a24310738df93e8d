"""What do the figures mean, where do they come from, under which licences?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.follow.public import indicators
from payung.terms.public import codes
from payung.web.page import page


@page("public")
def about(request: HttpRequest) -> HttpResponse:
    """Definitions, sources, protection of people, licences."""
    context = {"indicators": indicators(), "programmes": codes("programmes"), "suppliers": list(codes("suppliers"))}
    return render(request, "anyone/about.html", context)
