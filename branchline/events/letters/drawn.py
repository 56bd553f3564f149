"""How the draw came out for those who got no places: their number on the list."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.core.fairqueue import Standing, standing
from branchline.events.models import Booking, WaitingListEntry
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .about import About, invented, page
from .booked import SAMPLE_LINK
from .waiting import issue_link, my_place, read_waiting, still_waiting


def compose_drawn(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Not this time, and the number on the list. Silent when they wait no more by then."""
    waiting = read_waiting(reference, now)
    if waiting is None or reference not in still_drawn([reference], now):
        return None
    stands = standing(waiting.entry)
    return _in_words(waiting, stands, issue_link(waiting, now), language, route, now)


def sample_drawn(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    stands = Standing(number=3, entries=2, places=5, skipped=0)
    return _in_words(invented(service, now), stands, SAMPLE_LINK, language, route, now)


def _in_words(
    waiting: Booking | WaitingListEntry,
    stands: Standing,
    issued: links.Issued,
    language: str,
    route: Route,
    now: datetime,
) -> Content:
    slug = waiting.service.slug
    with translation.override(language):
        about = About(waiting, language, now)
        said = {"title": about.title, "when": about.when, "number": stands.number}
        sorry = (
            _(
                "More people asked for places at %(title)s, %(when)s than there are. The order was drawn by lot, and all the places went to others."
            )
            % said
        )
        number = (
            _("You are number %(number)s on the waiting list, in the order of the draw.") % said
        )
        return Content(
            subject=_("How the draw came out: %(title)s, %(when)s") % said,
            paragraphs=[
                *about.news(),
                sorry,
                number,
                _("When enough places for all of you come free, we tell you."),
                _("Anybody can work the draw out again: the page of your place says how."),
            ],
            facts=about.facts(),
            steps=[
                Step(
                    words=_("See your place on the list, or leave it with one press."),
                    address=my_place(issued, slug, route),
                    code=issued.code,
                )
            ],
            short=_(
                "No places in the draw for %(title)s, %(when)s. Waiting list, number %(number)s: %(address)s"
            )
            % {**said, "address": page("events:waiting", slug, issued.token)},
            spoken=[
                *about.news(),
                sorry,
                number,
                _("We ring again when places come free for all of you."),
            ],
        )


def still_drawn(references: Sequence[str], now: datetime) -> set[str]:
    """Those who still wait."""
    return still_waiting(references, now)
