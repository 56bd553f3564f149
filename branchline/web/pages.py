"""The hall: the first page, site search, statements, and what robots ask for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from branchline.campaigns.queries import campaign_on, shown_campaigns
from branchline.core import clock
from branchline.core.pages import machine, public_page
from branchline.core.rooms import live_now, rooms
from branchline.events.parts import cards_of_the_country
from branchline.events.queries import listings, something_of_everything
from branchline.people.queries import length_words

from .queries import find_services, places_called

MOST = 12
TASTE = 6
LONGEST = 100


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What it is in one sentence, a postcode box, and what is on next."""
    now = clock.now()
    some = something_of_everything(now=now, limit=TASTE)
    context = {
        "cards": cards_of_the_country(some, now=now),
        "campaign": campaign_on(today=clock.today()),
        "live": live_now(),
    }
    return render(request, "web/home.html", context)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What Branchline is and who runs it."""
    return render(request, "web/about.html")


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that the regulations of 2018 ask for."""
    return render(request, "web/accessibility.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What is asked, why, who sees it, and how long each room keeps it."""
    kept = [
        {"what": rule.what, "at_most": length_words(rule.kept_for), "because": rule.because}
        for room in rooms()
        for rule in room.retention()
    ]
    return render(request, "web/privacy.html", {"kept": kept})


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Events, libraries and library services by a word."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    context: dict[str, Any] = {"q": typed}
    if typed:
        now = clock.now()
        context |= {
            "cards": cards_of_the_country(listings(now=now, text=typed, limit=MOST).rows, now=now),
            "places": [*find_services(words=typed), *places_called(words=typed)],
        }
    return render(request, "web/search.html", context)


@machine
def robots(request: HttpRequest) -> HttpResponse:
    """Welcome everywhere except at the desk and at people's own bookings. A demo asks to be left out."""
    if settings.BRANCHLINE_DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = [
            "User-agent: *",
            "Disallow: /account/",
            "Disallow: /*/desk/",
            "Disallow: /*/bookings/",
            f"Sitemap: {request.build_absolute_uri(reverse('web:sitemap'))}",
        ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@machine
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that stay: the hall's own, and the first page of each library service."""
    paths = [reverse(f"web:{name}") for name in ("home", "about", "accessibility", "privacy")]
    paths += [reverse("events:near"), reverse("campaigns:campaigns")]
    paths += [reverse("campaigns:campaign", args=[row.slug]) for row in shown_campaigns()]
    paths += [service.address for service in find_services(words="")]
    context = {"addresses": [request.build_absolute_uri(path) for path in paths]}
    return render(
        request, "web/sitemap.xml", context, content_type="application/xml; charset=utf-8"
    )
