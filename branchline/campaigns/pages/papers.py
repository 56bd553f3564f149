"""The campaign's own poster and card: for its organiser, every service, and whoever has a wall."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from branchline.core import clock
from branchline.core.fetching import fetched
from branchline.core.pages import machine, public_page

from ..parts import KINDS, LANGUAGES, MEDIA_TYPES, paper_of_campaign
from ..queries import campaign_at
from .campaign import about


@public_page
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Its poster and card in each language, to look at and to take."""
    context = {
        **about(campaign_at(slug=slug), clock.now()),
        "languages": settings.LANGUAGES,
    }
    return render(request, "campaigns/papers.html", context)


@machine
def paper(request: HttpRequest, slug: str, language: str, kind: str) -> HttpResponse:
    """One of them. Published words only, nobody's numbers."""
    if language not in LANGUAGES or kind not in KINDS:
        raise Http404
    made = paper_of_campaign(kind, campaign=campaign_at(slug=slug), language=language)
    response = fetched(request, made, media_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{language}-{kind}"'
    return response
