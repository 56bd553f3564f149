"""Posters and social cards: of one event at once, of all as a zip that the worker makes."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.models import StoredFile
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.core.serving import file_page

from ..actions import ask_for_toolkit
from ..pages.campaign import about
from ..parts import KINDS, LANGUAGES, MEDIA_TYPES
from ..permits import SEE_CAMPAIGNS
from ..queries import campaign_at, newest_toolkit, paper_of, papers_of, toolkit_file
from .service import ours_in, paged


@desk_page(SEE_CAMPAIGNS)
def toolkit(request: ServiceRequest, slug: str) -> HttpResponse:
    """All posters and cards in one press, and how far the worker is with them."""
    campaign = campaign_at(slug=slug)
    if request.method == "POST":
        try:
            ask_for_toolkit(joining=ours_in(request, campaign), now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("campaigns:desk_toolkit", request.service.slug, slug)
    context = {
        **about(campaign, clock.now()),
        "toolkit": newest_toolkit(campaign=campaign),
        **paged(request, papers_of(campaign=campaign, service=request.service)),
        "joining": ours_in(request, campaign),
    }
    return render(request, "campaigns/desk/toolkit.html", context)


@file_page(SEE_CAMPAIGNS)
def toolkit_zip(request: ServiceRequest, slug: str, public_id: str) -> StoredFile:
    """The zip, while it is kept."""
    return toolkit_file(public_id=public_id)


@desk_page(SEE_CAMPAIGNS)
def papers(request: ServiceRequest, slug: str, event: str) -> HttpResponse:
    """One event's poster and card, to look at and to take."""
    campaign = campaign_at(slug=slug)
    found = paper_of(campaign=campaign, service=request.service, event_public_id=event)
    context = {**about(campaign, clock.now()), "paper": found, "languages": settings.LANGUAGES}
    return render(request, "campaigns/desk/papers.html", context)


@desk_page(SEE_CAMPAIGNS)
def paper(request: ServiceRequest, slug: str, event: str, language: str, kind: str) -> HttpResponse:
    """One of them, drawn now."""
    if language not in LANGUAGES or kind not in KINDS:
        raise Http404
    campaign = campaign_at(slug=slug)
    made = KINDS[kind](
        paper_of(campaign=campaign, service=request.service, event_public_id=event),
        campaign=campaign,
        service=request.service,
        language=language,
        now=clock.now(),
    )
    name = f"{slug}-{event}-{language}-{kind}"
    return HttpResponse(
        made,
        content_type=MEDIA_TYPES[kind],
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
