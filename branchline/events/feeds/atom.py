"""News of what is on, as Atom (RFC 4287) in pages (RFC 5005)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import when_words
from branchline.core.fetching import fetched
from branchline.core.pages import machine
from branchline.core.requests import ServiceRequest

from ..forms.filters import Filters
from ..models import Access, Theme
from ..parts.where import place_of
from ..queries import ListingCard, listings, place_typed

AT_ONCE = 100
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: the same each time it is asked for."""


class Paged(Atom1Feed):
    """Atom with the address of the next page, changed when its newest entry was."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if following := self.feed["following"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": following})

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)


@machine
def service_atom(request: ServiceRequest) -> HttpResponse:
    """The next dates of a service, soonest first, a hundred a page; narrowed as its list is."""
    service, now = request.service, clock.now()
    filters = Filters.read(request.GET, today=clock.in_london(now).date())
    branch = request.GET.get("branch", "")[:10]
    near = place_typed(filters.text)
    page = listings(
        now=now,
        service_id=service.pk,
        near=near,
        branch_public_id=branch or None,
        text=None if near else filters.text or None,
        after=filters.after or None,
        limit=AT_ONCE,
        **filters.query(),
    )
    words = {"branch": branch} if branch else {}
    own = reverse("events:atom", args=[service.slug])
    following = filters.feed(own, **words, after=page.after) if page.after else ""
    feed = Paged(
        title=_("What’s on at %(where)s") % {"where": service.name},
        link=_full(request, filters.feed(reverse("events:whats_on", args=[service.slug]), **words)),
        description=_("Events at your libraries"),
        language=get_language() or "en",
        feed_url=request.build_absolute_uri(),
        feed_guid=_full(request, own),
        author_name=str(service.name),
        following=_full(request, following) if following else "",
    )
    _add(feed, request, page.rows, now)
    content = feed.writeString("utf-8").encode()
    return fetched(request, content, media_type="application/atom+xml; charset=utf-8")


def _add(feed: Paged, request: ServiceRequest, rows: Sequence[ListingCard], now: datetime) -> None:
    language = get_language() or "en"
    for card in rows:
        page = reverse("events:occurrence", args=[card.service_slug, card.public_id])
        when = when_words(card.starts_at, card.ends_at, language, now=now)
        said = (when, str(place_of(card)), str(card.because or card.summary))
        feed.add_item(
            title=_("Cancelled: %(title)s") % {"title": card.title}
            if card.is_cancelled
            else str(card.title),
            link=_full(request, page),
            unique_id=f"urn:branchline:occurrence:{card.public_id}",
            description=". ".join(part for part in said if part),
            updateddate=card.changed_at,
            categories=[
                str(Theme(card.theme).label),
                *(str(Access(fact).label) for fact in card.access if fact in Access.values),
            ],
        )


def _full(request: ServiceRequest, path: str) -> str:
    return request.build_absolute_uri(path)
