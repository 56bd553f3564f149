"""To whoever leads a group: we have your request; not this time, and why; it is over. A yes is a confirmation."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.events.models import (
    GROUP_HEARS,
    GroupKind,
    GroupRequest,
    GroupState,
)
from branchline.events.queries import GROUP
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.people.models import Purpose
from branchline.people.queries import may_contact
from branchline.places.models import Service

from .about import About, by_hand, invented, page, ring_us
from .booked import SAMPLE_LINK


def compose_asked(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """We have it, what happens next, and a page that shows how it stands. Silent once it is answered."""
    asked = read_group(reference, now)
    if asked is None or not _waits(asked, now):
        return None
    ends = asked.occurrence.ends_at + GROUP_HEARS
    issued = links.issue(purpose=GROUP, subject=asked.public_id, now=now, expires_at=ends)
    return _asked(asked, issued, language, route, now)


def sample_asked(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    return _asked(invented_group(service, now), SAMPLE_LINK, language, route, now)


def _asked(
    asked: GroupRequest, issued: links.Issued, language: str, route: Route, now: datetime
) -> Content:
    slug = asked.service.slug
    with translation.override(language):
        about = About(asked, language, now)
        said = {"title": about.title, "when": about.when, "group": asked.group_name}
        mine = page("events:group", slug, issued.token)
        return Content(
            subject=_("We have your request: %(title)s, %(when)s") % said,
            paragraphs=[
                *about.news(),
                _("Thank you for asking whether %(group)s can come.") % said,
                _(
                    "No places are kept yet. Somebody at the library looks at it and tells you yes or no, mostly"
                    " within a few days."
                ),
            ],
            facts=_facts(asked, about),
            steps=[
                Step(
                    words=_("See how it stands, or take your request back with one press."),
                    address=page("events:code", slug) if by_hand(route) else mine,
                    code=issued.code,
                )
            ],
            short=_("We have your request: %(title)s, %(when)s. See how it stands: %(address)s")
            % {**said, "address": mine},
        )


def compose_declined(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Not this time, why, and where to look for something else."""
    asked = read_group(reference, now)
    if asked is None or not _declined(asked, now):
        return None
    return _sorry(asked, language, now)


def sample_declined(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    asked = invented_group(service, now)
    with translation.override(language):
        asked.words = _("The room is too small for so many.")
    return _sorry(asked, language, now)


def _sorry(asked: GroupRequest, language: str, now: datetime) -> Content:
    with translation.override(language):
        about = About(asked, language, now)
        said = {"title": about.title, "when": about.when, "group": asked.group_name}
        sorry = _("We are sorry: we can’t take %(group)s at %(title)s on %(when)s.") % said
        return Content(
            subject=_("Not this time: %(title)s, %(when)s") % said,
            paragraphs=[sorry, asked.words, _("Please do ask again: we would love to have you.")],
            facts=_facts(asked, about),
            steps=[_what_else(asked)],
            short=f"{sorry} {asked.words}",
            short_end=ring_us(asked.service),
            spoken=[sorry, asked.words],
        )


def compose_closed(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """The date is called off, or began before anybody had answered."""
    asked = read_group(reference, now)
    if asked is None or not _closed(asked, now):
        return None
    return _over(asked, language, now)


def sample_closed(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    return _over(invented_group(service, now), language, now)


def _over(asked: GroupRequest, language: str, now: datetime) -> Content:
    date = asked.occurrence
    with translation.override(language):
        about = About(asked, language, now)
        said = {"title": about.title, "when": about.when, "library": about.library}
        if date.is_cancelled:
            subject = _("Cancelled by the library: %(title)s, %(when)s") % said
            sorry = _("We are sorry. %(title)s at %(library)s on %(when)s is cancelled.") % said
            more = [date.because.text(language), _("Your request for a group is closed with it.")]
        else:
            subject = _("We did not answer in time: %(title)s, %(when)s") % said
            sorry = (
                _("We are sorry: nobody answered your request for %(title)s on %(when)s.") % said
            )
            more = [
                _("That should not happen. Please ring us, and we look for another day with you.")
            ]
        more = [sentence for sentence in more if sentence]
        return Content(
            subject=subject,
            paragraphs=[sorry, *more],
            facts=_facts(asked, about),
            steps=[_what_else(asked)],
            short=" ".join([sorry, *more]),
            short_end=ring_us(asked.service),
            spoken=[sorry, *more],
        )


def _what_else(asked: GroupRequest) -> Step:
    return Step(words=_("See what else is on"), address=page("events:whats_on", asked.service.slug))


def _facts(asked: GroupRequest, about: About) -> list[tuple[str, str]]:
    return [(_("Group"), asked.group_name), *about.facts()]


def invented_group(service: Service, now: datetime) -> GroupRequest:
    """A request that nobody made, for reading a letter before it goes out."""
    booking = invented(service, now)
    return GroupRequest(
        service=service,
        occurrence=booking.occurrence,
        kind=GroupKind.SCHOOL,
        group_name=_("Example Primary School"),
        name=booking.name,
        adults=3,
        children=24,
    )


def still_asked(references: Sequence[str], now: datetime) -> set[str]:
    """Those that wait for an answer, for a date to come."""
    return {each.public_id for each in _read_all(references) if _waits(each, now)}


def still_declined(references: Sequence[str], now: datetime) -> set[str]:
    """Those that were told no."""
    return {each.public_id for each in _read_all(references) if _declined(each, now)}


def still_closed(references: Sequence[str], now: datetime) -> set[str]:
    """Those that ended without an answer."""
    return {each.public_id for each in _read_all(references) if _closed(each, now)}


def read_group(reference: str, now: datetime) -> GroupRequest | None:
    """As it is now; none when they have died or asked us not to write meanwhile."""
    found = _read_all([reference]).first()
    if found is None or found.contact is None:
        return None
    may = may_contact(person=found.contact, purpose=Purpose.OWN_AFFAIRS, now=now)
    return found if may else None


def _read_all(references: Sequence[str]) -> "QuerySet[GroupRequest]":
    rows = GroupRequest.objects.all().with_occurrence()
    return rows.filter(public_id__in=references)


def _waits(asked: GroupRequest, now: datetime) -> bool:
    return asked.is_waiting and asked.occurrence.starts_at > now


def _declined(asked: GroupRequest, now: datetime) -> bool:
    return asked.state == GroupState.DECLINED and _in_time(asked, now)


def _closed(asked: GroupRequest, now: datetime) -> bool:
    return asked.state == GroupState.CLOSED and _in_time(asked, now)


def _in_time(asked: GroupRequest, now: datetime) -> bool:
    over: timedelta = now - asked.occurrence.ends_at
    return over < GROUP_HEARS
