"""Your places are kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.events.models import Booking, GroupRequest
from branchline.events.queries import CALENDAR, CANCEL, IN_CALENDARS, JOIN, in_calendars_each
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .about import About, by_hand, invented, page, read_all, read_each
from .at_door import code_in_words, square_code_file


def compose_booked(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """What is booked, what happens next, how to cancel. Silent when cancelled or over by then."""
    return compose_booked_each([reference], language, route, now).get(reference)


def compose_booked_each(
    references: Sequence[str], language: str, route: Route, now: datetime
) -> dict[str, Content]:
    """The same for many who booked within one second: as many queries as for one."""
    bookings = [each for each in read_each(references, now).values() if _is_true(each, now)]
    heard = in_calendars_each(bookings=bookings)
    ends = {each.public_id: each.occurrence.ends_at for each in bookings}
    cancel = links.issue_each(purpose=CANCEL, expiries=ends, now=now)
    until = {reference: end + IN_CALENDARS for reference, end in ends.items()}
    calendar = links.issue_each(
        purpose=CALENDAR, expiries=until if route == Route.EMAIL else {}, now=now
    )
    said = {}
    for booking in bookings:
        about = About(booking, language, now, heard[booking.pk])
        joining = personal_link(booking, now)
        content = _in_words(booking, about, cancel[booking.public_id], route, joining=joining)
        if link := calendar.get(booking.public_id):
            steps = [*content.steps, _calendar(booking, link.token, language)]
            content = replace(content, steps=steps)
        said[booking.public_id] = content
    return said


def _calendar(booking: Booking, token: str, language: str) -> Step:
    with translation.override(language):
        return Step(
            words=_("Keep it in your calendar, where it says by itself if anything changes."),
            address=page("events:subscribe_to_booking", booking.service.slug, token),
        )


def sample_booked(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented date."""
    booking = invented(service, now)
    return _in_words(booking, About(booking, language, now), SAMPLE_LINK, route)


SAMPLE_LINK = links.Issued(token="example", code="k7mp-2x9d")  # noqa: S106 (leads nowhere)


def _in_words(
    booking: Booking, about: About, issued: links.Issued, route: Route, *, joining: str = ""
) -> Content:
    slug = booking.service.slug
    with translation.override(about.language):
        join = page("events:join", slug, joining) if joining else ""
        said = {
            "title": about.title,
            "when": about.when,
            "library": about.library,
            "place": about.where,
            "party": about.party,
        }
        next_ = what_next(booking, join, route)
        note = booking.access_note.rstrip(".")
        return Content(
            subject=_("Booked: %(title)s, %(when)s") % said,
            paragraphs=[
                *about.news(),
                *opening(booking),
                next_,
                *(
                    [
                        _("You told us: %(note)s. The staff see this on their list for the day.")
                        % {"note": note}
                    ]
                    if note
                    else []
                ),
            ],
            facts=[
                *((_("Group"), asked.group_name) for asked in of_group(booking)),
                *about.facts(),
                *([(_("Code for the door"), code)] if (code := code_in_words(booking)) else []),
            ],
            steps=[
                *join_step(join, route),
                Step(
                    words=_(
                        "Can’t come? Please tell us, so that somebody else can have your places."
                    ),
                    address=page("events:code", slug)
                    if by_hand(route)
                    else page("events:cancel", slug, issued.token),
                    code=issued.code,
                ),
            ],
            short=came_free_in_short(booking)
            + (
                _(
                    "Booked, and changed: %(title)s is now %(when)s, %(place)s, for %(party)s. Can’t come? %(address)s"
                )
                if about.has_changed
                else _(
                    "Booked: %(title)s, %(when)s, %(library)s, for %(party)s. Can’t come? %(address)s"
                )
            )
            % {**said, "address": page("events:cancel", slug, issued.token)}
            + "".join(f" {asked.words}" for asked in of_group(booking) if asked.words)
            + (" " + _("To join: %(address)s") % {"address": join} if join else ""),
            spoken=[
                *about.news(),
                *said_first(booking),
                _("Your places for %(title)s are kept: %(when)s at %(library)s, for %(party)s.")
                % said,
                next_,
                _("If you can’t come, please ring us. Your code is %(code)s.")
                % {"code": issued.code},
            ],
            attachments=[
                *about.calendar(cancelled=False, address=join),
                *square_code_file(booking),
            ]
            if route == Route.EMAIL
            else (),
        )


def personal_link(booking: Booking, now: datetime) -> str:
    """The token of the party's own way in to an online event; nothing for the others."""
    if not booking.occurrence.event.is_online:
        return ""
    ends_at = booking.occurrence.ends_at
    return links.issue(purpose=JOIN, subject=booking.public_id, now=now, expires_at=ends_at).token


def join_step(join: str, route: Route) -> list[Step]:
    """To an online event, where a link can be followed."""
    if not join or by_hand(route):
        return []
    return [Step(words=_("Join from here, on the day"), address=join)]


def what_next(booking: Booking, join: str, route: Route) -> str:
    """What to do on the day, in a sentence."""
    if not booking.occurrence.event.is_online:
        return _(
            "Nothing to print, nothing to show: come a few minutes before the start and say your name."
        )
    if by_hand(route):
        return _(
            "It takes place online. From 30 minutes before the start, go to our website, choose “I have a code from"
            " a letter” and write your code: the button to join is there."
        )
    return _(
        "It takes place online. The button to join is on your own page, from 30 minutes before the start."
    )


def opening(booking: Booking) -> list[str]:
    """The first sentences: how it came that their places are kept."""
    return said_first(booking) or [_("Your places are kept.")]


def said_first(booking: Booking) -> list[str]:
    """What is said before the places: a group may come, or places came free; of other bookings nothing."""
    for asked in of_group(booking):
        yes = _("Yes, %(group)s can come: we look forward to all of you.")
        return [part for part in (yes % {"group": asked.group_name}, asked.words) if part]
    return [_came_free()] if booking.has_waited else []


def came_free_in_short(booking: Booking) -> str:
    """How a text begins to whoever has waited."""
    return _("Good news: places came free.") + " " if booking.has_waited else ""


def of_group(booking: Booking) -> list[GroupRequest]:
    """The request of the group that it came of; mostly none."""
    asked: GroupRequest | None = getattr(booking, "group", None)
    return [asked] if asked else []


def _came_free() -> str:
    return _("Good news: places came free, you were next on the waiting list, and they are yours.")


def still_booked(references: Sequence[str], now: datetime) -> set[str]:
    """Those of the bookings that stand, and are not over."""
    return {each.public_id for each in read_all(references) if _is_true(each, now)}


def _is_true(booking: Booking, now: datetime) -> bool:
    return booking.is_live and booking.occurrence.ends_at > now
