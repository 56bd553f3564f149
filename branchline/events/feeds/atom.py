"""News of what is on, as Atom (RFC 4287)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.design.dates import when_words
from branchline.core.pages import machine
from branchline.core.requests import ServiceRequest
from branchline.events.queries import listings

MOST = 100


@machine
def service_atom(request: ServiceRequest) -> HttpResponse:
    """The next 100 dates of a service, soonest first."""
    now, lang = clock.now(), get_language() or "en"
    home = request.build_absolute_uri(reverse("events:home", args=[request.service.slug]))
    feed = Atom1Feed(
        title=_("What’s on at %(where)s") % {"where": request.service.name},
        link=home,
        description=_("Events at your libraries"),
        language=lang,
        feed_url=request.build_absolute_uri(),
        author_name=str(request.service.name),
    )
    for card in listings(now=now, service_id=request.service.pk, limit=MOST).rows:
        page = reverse("events:occurrence", args=[card.service_slug, card.public_id])
        when = when_words(card.starts_at, card.ends_at, lang, now=now)
        feed.add_item(
            title=_("Cancelled: %(title)s") % {"title": card.title}
            if card.is_cancelled
            else str(card.title),
            link=request.build_absolute_uri(page),
            unique_id=f"urn:branchline:occurrence:{card.public_id}",
            description=". ".join(
                part for part in (when, str(card.branch_name), str(card.summary)) if part
            ),
            updateddate=card.changed_at,
        )
    return HttpResponse(
        feed.writeString("utf-8"),
        content_type="application/atom+xml; charset=utf-8",
        headers={"Cache-Control": "public, max-age=900", "Access-Control-Allow-Origin": "*"},
    )
