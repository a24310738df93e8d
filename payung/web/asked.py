"""What did this reader just ask? Kept sealed in the session, so that going back, a reload and a change of language
find the answer again, and what was typed stands in no address.

A form that only asks is sent (POST), what it asks is kept under a random word, and the browser is sent on to the page
with that word (`?tanya=`). A page that is the answer to a POST itself cannot be gone back to.
"""

import base64
import secrets

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import urlencode

from payung.ledger.public import CannotOpen, vault

ASKED, WORD = "asked", "tanya"
KEPT, BYTES_MAX = 8, 32_000
PLACE = "session.asked"


def keep(request: HttpRequest, asked: QueryDict) -> HttpResponse | None:
    """Keep what was asked and send the browser on to its answer; None for what is too large to be kept."""
    plain = asked.copy()
    plain.pop("csrfmiddlewaretoken", None)
    content = plain.urlencode().encode()
    if len(content) > BYTES_MAX:
        return None
    word = secrets.token_urlsafe(9)
    sealed = vault().seal_bytes(PLACE, word, content, load="")
    kept = [*request.session.get(ASKED, []), [word, base64.b64encode(sealed).decode()]]
    request.session[ASKED] = kept[-KEPT:]
    return redirect(f"{request.path}?{urlencode({WORD: word})}")


def asked_before(request: HttpRequest) -> QueryDict | None:
    """What was asked under the word in the address; None without one, or where the session has forgotten it."""
    word = request.GET.get(WORD, "")
    sealed = dict(request.session.get(ASKED, [])).get(word)
    if sealed is None:
        return None
    try:
        return QueryDict(vault().open_bytes(PLACE, word, base64.b64decode(sealed), load="").decode())
    except CannotOpen:
        return None
