"""To those who wait: your number, and how to leave; or that the date is called off."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import links
from branchline.core.fairqueue import Standing, standing
from branchline.events.models import Booking, WaitingListEntry
from branchline.events.queries import WAITING
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.people.models import Purpose
from branchline.people.queries import may_contact_each
from branchline.places.models import Service

from .about import About, by_hand, invented, page, ring_us
from .booked import SAMPLE_LINK


def compose_waiting(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """On the list with which number. Silent when they wait no more by then."""
    return compose_waiting_each([reference], language, route, now).get(reference)


def compose_waiting_each(
    references: Sequence[str], language: str, route: Route, now: datetime
) -> dict[str, Content]:
    """The same for many who asked within one second, when the last places had gone."""
    in_line = [each for each in _read_each(references, now) if _waits(each, now)]
    ends = {each.public_id: each.occurrence.ends_at for each in in_line}
    issued = links.issue_each(purpose=WAITING, expiries=ends, now=now)
    return {
        each.public_id: _in_words(
            each, standing(each.entry), issued[each.public_id], language, route, now
        )
        for each in in_line
    }


def sample_waiting(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    stands = Standing(number=3, entries=2, places=5, skipped=0)
    return _in_words(invented(service, now), stands, SAMPLE_LINK, language, route, now)


def issue_link(waiting: WaitingListEntry, now: datetime) -> links.Issued:
    """To their place in the line, until the date is over."""
    return links.issue(
        purpose=WAITING, subject=waiting.public_id, now=now, expires_at=waiting.occurrence.ends_at
    )


def my_place(issued: links.Issued, slug: str, route: Route) -> str:
    """The page of their place in the line: by link, or where a code is typed."""
    return (
        page("events:code", slug) if by_hand(route) else page("events:waiting", slug, issued.token)
    )


def before_you(entries: int) -> str:
    """How many parties are before them."""
    if not entries:
        return _("You are next.")
    return ngettext("%(n)s other is before you.", "%(n)s others are before you.", entries) % {
        "n": entries
    }


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
        said = {
            "title": about.title,
            "when": about.when,
            "place": about.where,
            "number": stands.number or 1,
        }
        number = (
            _("You are number %(number)s on the waiting list.") % said
            if stands.number
            else _("You are on the list. Places are drawn when the time to ask is over.")
        )
        return Content(
            subject=(
                _("On the waiting list: %(title)s, %(when)s")
                if stands.number
                else _("We have your request: %(title)s, %(when)s")
            )
            % said,
            paragraphs=[
                *about.news(),
                number,
                before_you(stands.entries) if stands.number else "",
                _(
                    "When enough places for all of you come free, we tell you. You don’t need to do anything until then."
                ),
            ],
            facts=about.facts(),
            steps=[
                Step(
                    words=_("See your place on the list, or leave it with one press."),
                    address=my_place(issued, slug, route),
                    code=issued.code,
                )
            ],
            short=(
                _(
                    "Changed: %(title)s is now %(when)s, %(place)s. You still wait for it. See or leave: %(address)s"
                )
                if about.has_changed
                else _(
                    "Waiting list, number %(number)s: %(title)s, %(when)s. See or leave: %(address)s"
                )
                if stands.number
                else _("We have your request: %(title)s, %(when)s. See or leave: %(address)s")
            )
            % {**said, "address": page("events:waiting", slug, issued.token)},
        )


def compose_called_off(
    reference: str, language: str, route: Route, now: datetime
) -> Content | None:
    """The date they waited for does not take place."""
    waiting = read_waiting(reference, now)
    if waiting is None or not _called_off(waiting, now):
        return None
    return _sorry(waiting, language, now)


def sample_called_off(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    return _sorry(invented(service, now), language, now)


def _sorry(waiting: Booking | WaitingListEntry, language: str, now: datetime) -> Content:
    with translation.override(language):
        about = About(waiting, language, now)
        said = {"title": about.title, "when": about.when, "library": about.library}
        sorry = _("We are sorry. %(title)s at %(library)s on %(when)s is cancelled.") % said
        because = waiting.occurrence.because.text(language)
        reasons = [because] if because else []
        return Content(
            subject=_("Cancelled by the library: %(title)s, %(when)s") % said,
            paragraphs=[
                sorry,
                *reasons,
                _("You were on its waiting list. You don’t need to do anything."),
            ],
            steps=[
                Step(
                    words=_("See what else is on"),
                    address=page("events:whats_on", waiting.service.slug),
                )
            ],
            short=" ".join([sorry, *reasons]),
            short_end=ring_us(waiting.service),
        )


def still_waiting(references: Sequence[str], now: datetime) -> set[str]:
    """Those who wait for a date that is to come."""
    return {each.public_id for each in read_all_waiting(references) if _waits(each, now)}


def still_called_off_waiting(references: Sequence[str], now: datetime) -> set[str]:
    """Those whose date is called off and not over."""
    return {each.public_id for each in read_all_waiting(references) if _called_off(each, now)}


def read_waiting(reference: str, now: datetime) -> WaitingListEntry | None:
    """As it is now; none when they have died or asked us not to write meanwhile."""
    return next(iter(_read_each([reference], now)), None)


def _read_each(references: Sequence[str], now: datetime) -> list[WaitingListEntry]:
    rows = list(read_all_waiting(references))
    contacts = [each.contact for each in rows if each.contact is not None]
    may = may_contact_each(contacts=contacts, purpose=Purpose.OWN_AFFAIRS, now=now)
    return [each for each in rows if each.contact_id in may]


def read_all_waiting(references: Sequence[str]) -> "QuerySet[WaitingListEntry]":
    """Several. One query."""
    rows = WaitingListEntry.objects.all().with_occurrence()
    return rows.filter(public_id__in=references)


def _waits(waiting: WaitingListEntry, now: datetime) -> bool:
    return waiting.is_in_line and waiting.occurrence.starts_at > now


def _called_off(waiting: WaitingListEntry, now: datetime) -> bool:
    return waiting.occurrence.is_cancelled and waiting.occurrence.ends_at > now
