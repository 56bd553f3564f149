"""What goes out, to be read before it does."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..models import Route
from ..permits import SEE_OUTBOX
from ..queries import counts, letter_named, letters_we_send, preview
from .tabs import tabs


@desk_page(SEE_OUTBOX)
def wording(request: ServiceRequest) -> HttpResponse:
    """Every letter that this house can send."""
    context = {
        "tabs": tabs(request, "wording", counts(now=clock.now())),
        "sorts": letters_we_send(),
    }
    return render(request, "messages/desk/wording.html", context)


@desk_page(SEE_OUTBOX)
def letter(request: ServiceRequest, name: str) -> HttpResponse:
    """One of them, by one route, in one language."""
    shown = letter_named(name)
    route = _chosen(request.GET.get("route", ""), Route.values, Route.EMAIL)
    language = _chosen(request.GET.get("language", ""), list(dict(settings.LANGUAGES)), "en")
    found = preview(
        shown, service=request.service, route=Route(route), language=language, now=clock.now()
    )
    context = {
        "letter": shown,
        "found": found,
        "route": route,
        "language": language,
        "routes": [
            _tab(r.label, r.value == route, route=r.value, language=language) for r in Route
        ],
        "languages": [
            _tab(title, code == language, route=route, language=code)
            for code, title in settings.LANGUAGES
        ],
    }
    return render(request, "messages/desk/letter.html", context)


def _chosen(said: str, known: list[str], usual: str) -> str:
    return said if said in known else usual


def _tab(title: object, current: bool, **asked: str) -> dict[str, object]:
    return {"title": title, "address": f"?{urlencode(asked)}", "current": current}
