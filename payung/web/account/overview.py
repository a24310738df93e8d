"""Which account is this, what may it do, and where are its keys changed?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.ledger.public import ROLES, profile_of
from payung.web.page import SIGNED_IN, page


@page(SIGNED_IN)
def overview(request: HttpRequest) -> HttpResponse:
    """Role, region and permissions of the reader's account, with links to password and second factor."""
    profile = profile_of(request.user)
    permissions = ROLES[profile.role].permissions if profile else frozenset()
    return render(request, "account/overview.html", {"profile": profile, "permissions": sorted(permissions)})
