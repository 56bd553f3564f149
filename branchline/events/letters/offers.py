"""Places came free: they are held for you until then. And: that time is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.core.design.dates import when_words
from branchline.events.models import Booking, CancelledBy, WaitingListEntry
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .about import About, by_hand, invented, page
from .booked import SAMPLE_LINK
from .waiting import issue_link, my_place, read_all_waiting, read_waiting


def compose_offer(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """What is held, until when, and the one page to say yes or no. Silent when answered or over."""
    waiting = read_waiting(reference, now)
    until = waiting.offer.held_until if waiting and waiting.offer else None
    if waiting is None or until is None or until <= now:
        return None
    return _in_words(waiting, until, issue_link(waiting, now), language, route, now)


def sample_offer(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    tomorrow = now + timedelta(days=1)
    return _in_words(invented(service, now), tomorrow, SAMPLE_LINK, language, route, now)


def _in_words(
    waiting: Booking | WaitingListEntry,
    until: datetime,
    issued: links.Issued,
    language: str,
    route: Route,
    now: datetime,
) -> Content:
    slug = waiting.service.slug
    with translation.override(language):
        about = About(waiting, language, now)
        said = {
            "title": about.title,
            "when": about.when,
            "library": about.library,
            "place": about.where,
            "party": about.party,
            "until": when_words(until, lang=language, now=now),
            "code": issued.code,
        }
        return Content(
            subject=_("Places for you: %(title)s, %(when)s") % said,
            paragraphs=[
                *about.news(),
                _("Good news: places came free, and you are next on the waiting list.") % said,
                _("We hold them for all of you until %(until)s. Please say yes or no by then.")
                % said,
                _("If we hear nothing, they go to the next in the line."),
            ],
            facts=about.facts(),
            steps=[
                Step(
                    words=_("Ring us and say yes or no, with this code.")
                    if by_hand(route)
                    else _("Say yes or no: one press."),
                    address=my_place(issued, slug, route),
                    code=issued.code,
                )
            ],
            short=(
                _(
                    "Changed: %(title)s is now %(when)s, %(place)s. Places for %(party)s are held. Yes or no by %(until)s: %(address)s"
                )
                if about.has_changed
                else _(
                    "Places for you: %(title)s, %(when)s, for %(party)s. Yes or no by %(until)s: %(address)s"
                )
            )
            % {**said, "address": page("events:waiting", slug, issued.token)},
            spoken=[
                *about.news(),
                _(
                    "Good news: places came free for %(title)s, %(when)s at %(library)s, for %(party)s."
                )
                % said,
                _("Would you like them? We hold them until %(until)s.") % said,
                _(
                    "If they say yes or no, choose that below. If they want to think about it, their code is %(code)s."
                )
                % said,
            ],
        )


def compose_offer_over(
    reference: str, language: str, route: Route, now: datetime
) -> Content | None:
    """Nobody answered in time. Kindly, and how to join again."""
    waiting = read_waiting(reference, now)
    if waiting is None or not _ran_out(waiting, now):
        return None
    return _over(waiting, language, now)


def sample_offer_over(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    return _over(invented(service, now), language, now)


def _over(waiting: Booking | WaitingListEntry, language: str, now: datetime) -> Content:
    with translation.override(language):
        about = About(waiting, language, now)
        said = {"title": about.title, "when": about.when}
        over = (
            _(
                "We held places for you for %(title)s, %(when)s, and heard nothing. So they went to the next in the line."
            )
            % said
        )
        slug, public_id = waiting.service.slug, waiting.occurrence.public_id
        again = page("events:book", slug, public_id)
        return Content(
            subject=_("The offer is over: %(title)s, %(when)s") % said,
            paragraphs=[over, _("That is quite all right. You can join the list again.")],
            steps=[Step(words=_("Ask for places again"), address=again)],
            short=f"{over} {again}",
        )


def still_offered(references: Sequence[str], now: datetime) -> set[str]:
    """Those for whom places are held at this moment."""
    return {each.public_id for each in read_all_waiting(references) if _is_open(each, now)}


def still_over(references: Sequence[str], now: datetime) -> set[str]:
    """Those who did not answer, for a date that is to come."""
    return {each.public_id for each in read_all_waiting(references) if _ran_out(each, now)}


def _is_open(waiting: WaitingListEntry, now: datetime) -> bool:
    until = waiting.offer.held_until if waiting.offer else None
    return until is not None and until > now


def _ran_out(waiting: WaitingListEntry, now: datetime) -> bool:
    booking = waiting.booking
    return (
        booking is not None
        and booking.cancelled_by == CancelledBy.EXPIRED
        and waiting.occurrence.starts_at > now
    )
