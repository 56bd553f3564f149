"""What is on as a box in somebody else's page, and how to put it there. No cookie, no script."""

from typing import Any

from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt

from branchline.core import clock
from branchline.core.fetching import fetched
from branchline.core.pages import machine, public_page
from branchline.core.requests import ServiceRequest

from ..forms.filters import Filters
from ..parts import cards
from ..queries import listings, place_typed
from .choosing import libraries_of, library_choice

SHOWN = 6
HEIGHT = 620
"""Pixels of the box on the council's page: six dates in a narrow column, then it scrolls."""


@machine
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # our request says more
def widget(request: ServiceRequest) -> HttpResponse:
    """The next dates, narrowed as the list is, to stand in a frame on any website."""
    service, now = request.service, clock.now()
    filters, words = _asked(request)
    near = place_typed(filters.text)
    page = listings(
        now=now,
        service_id=service.pk,
        near=near,
        branch_public_id=words.get("branch"),
        text=None if near else filters.text or None,
        limit=SHOWN,
        **filters.query(),
    )
    everything = filters.feed(reverse("events:whats_on", args=[service.slug]), **words)
    context = {"cards": cards(page.rows, now=now), "everything": everything, "said": filters.said()}
    content = render_to_string("events/widget.html", context, request).encode()
    return fetched(request, content, media_type="text/html; charset=utf-8")


@public_page
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # our request says more
def embed(request: ServiceRequest) -> HttpResponse:
    """The words to copy into the council's page, in both languages, and how the box looks there."""
    filters, words = _asked(request)
    branches = libraries_of(request.service)
    branch = next((b for b in branches if b.public_id == words.get("branch")), None)
    context: dict[str, Any] = {
        "filters": filters,
        "path": reverse("events:embed", args=[request.service.slug]),
        "libraries": library_choice(branches, branch),
        "clear": request.path if filters.narrowed or branch else "",
        "boxes": [_box(request, filters, words, language) for language in ("en", "cy")],
        "here": filters.feed(reverse("events:widget", args=[request.service.slug]), **words),
        "height": HEIGHT,
        "back": filters.feed(reverse("events:whats_on", args=[request.service.slug]), **words),
    }
    return render(request, "events/embed.html", context)


def _box(
    request: HttpRequest, filters: Filters, words: dict[str, str], language: str
) -> dict[str, str]:
    slug = request.service.slug  # type: ignore[attr-defined]  # a page of a service
    with override(language):
        box = request.build_absolute_uri(
            filters.feed(reverse("events:widget", args=[slug]), **words)
        )
        page = request.build_absolute_uri(
            filters.feed(reverse("events:whats_on", args=[slug]), **words)
        )
        context = {"box": box, "page": page, "height": HEIGHT, "language": language}
        return {
            "language": language,
            "name": _("English") if language == "en" else _("Cymraeg"),
            "snippet": render_to_string("events/_snippet.html", context, request).strip(),
        }


def _asked(request: ServiceRequest) -> tuple[Filters, dict[str, str]]:
    filters = Filters.read(request.GET, today=clock.in_london(clock.now()).date())
    branch = request.GET.get("branch", "")[:10]
    return filters, {"branch": branch} if branch else {}
