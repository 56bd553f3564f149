"""What every letter about a booking says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from branchline.core.clock import in_london, london
from branchline.core.design.dates import when_words
from branchline.core.telephones import spaced
from branchline.core.words import said
from branchline.events.models import (
    Booking,
    Event,
    GroupRequest,
    Occurrence,
    Setting,
    WaitingListEntry,
)
from branchline.events.queries import InCalendars, in_calendars
from branchline.messages.letters import Attachment
from branchline.messages.models import Route
from branchline.people.models import Purpose
from branchline.people.queries import may_contact, may_contact_each
from branchline.places.models import Branch, Service

from .calendar import Entry, calendar_file
from .places import new_place, place_of


@dataclass(frozen=True)
class About:
    """A booking, a place in the line or a group's request, in the words of one language."""

    booking: Booking | WaitingListEntry | GroupRequest
    language: str
    now: datetime
    heard: InCalendars | None = None
    """What their calendar has heard, where that has been asked for many at once."""

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.booking.occurrence.event.title.text(self.language))

    @property
    def when(self) -> str:
        """Day and times."""
        date = self.booking.occurrence
        return when_words(date.starts_at, date.ends_at, self.language, now=self.now)

    @property
    def library(self) -> str:
        """Where it takes place, in few words: mostly the branch's name."""
        date = self.booking.occurrence
        match date.event.setting:
            case Setting.ONLINE:
                return _("online")
            case Setting.OUTREACH:
                return date.event.venue.text(self.language) or date.event.venue_area
            case _:
                return str(date.branch.name.text(self.language))

    @property
    def where(self) -> str:
        """The whole place."""
        return place_of(self.booking.occurrence, self.language)

    @property
    def was_when(self) -> str:
        """When it was to be as they booked or asked, where that is another day or time now."""
        date = self.booking.occurrence
        if date.moved_from is None or not self._is_news(date.moved_at):
            return ""
        return when_words(date.moved_from, lang=self.language, now=self.now)

    @property
    def was_where(self) -> str:
        """Where it was to be, in the same way."""
        date = self.booking.occurrence
        return date.was_at.text(self.language) if self._is_news(date.placed_at) else ""

    @property
    def has_changed(self) -> bool:
        """Its time or its place is another than when they booked or asked."""
        return bool(self.was_when or self.was_where)

    def _is_news(self, changed_at: datetime | None) -> bool:
        known = known_since(self.booking)
        return changed_at is not None and (known is None or changed_at >= known)

    def before(self) -> list[str]:
        """When and where it was to be, as far as they heard of that, in sentences."""
        said = []
        if self.was_when:
            said.append(_("Before, it was to be %(when)s.") % {"when": self.was_when})
        if self.was_where:
            said.append(new_place(self.was_where))
        return said

    @property
    def party(self) -> str:
        """ "1 adult and 2 children"."""
        return party_in_words(self.booking.adults, self.booking.children)

    @property
    def service(self) -> str:
        """The library service's name."""
        return str(self.booking.service.name.text(self.language))

    def news(self) -> list[str]:
        """That it has changed since they asked, for a letter that is about something else too."""
        before = self.before()
        return [_("Please note: the date or the place has changed."), *before] if before else []

    def facts(self) -> list[tuple[str, str]]:
        """The small table: what, when, where, for whom."""
        return [
            (_("Event"), self.title),
            (_("When"), self.when),
            (_("Where"), self.where),
            (_("Name"), self.booking.name),
            (_("For"), self.party),
        ]

    def calendar(self, *, cancelled: bool, address: str = "") -> list[Attachment]:
        """The booking for a calendar, or its removal; not while another booking of theirs keeps the date.

        `address`: what the entry leads to, where that is not the date's page.
        """
        if not isinstance(self.booking, Booking):
            return []
        heard = self.heard or in_calendars(booking=self.booking)
        if cancelled and heard.others_live:
            return []
        method = "CANCEL" if cancelled else "PUBLISH"
        entry = self.entry(heard, cancelled=cancelled, address=address)
        content = calendar_file([entry], method=method)
        return [
            Attachment(
                _("event") + ".ics", f"text/calendar; method={method}; charset=utf-8", content
            )
        ]

    def entry(self, heard: InCalendars, *, cancelled: bool, address: str = "") -> Entry:
        """The UID is the date's, as everywhere, so that what was put into a calendar from the page is the
        same thing, and is taken away when it is cancelled. SEQUENCE rises over every booking and change."""
        date = self.booking.occurrence
        ended = self.booking.cancelled_at if isinstance(self.booking, Booking) else None
        return Entry(
            public_id=date.public_id,
            title=self.title,
            starts_at=date.starts_at,
            ends_at=date.ends_at,
            changed_at=max(date.changed_at, ended or date.changed_at),
            sequence=date.version + 2 * heard.before + cancelled,
            cancelled=cancelled,
            place=self.where,
            description="\n".join(
                filter(None, (date.event.summary.text(self.language), self.party))
            ),
            address=address or page("events:occurrence", self.booking.service.slug, date.public_id),
            organiser=self.service,
            position=date.branch.exactly if date.event.setting == Setting.IN_PERSON else None,
            language=self.language,
        )


def before_in_words(
    booking: Booking | WaitingListEntry | GroupRequest, *, now: datetime
) -> list[str]:
    """When and where it was to be as they booked or asked, for the page behind a message."""
    return About(booking, get_language() or "en", now).before()


def new_places(abouts: Iterable[About]) -> list[str]:
    """The same of several dates, each old place once."""
    return [new_place(place) for place in dict.fromkeys(each.was_where for each in abouts) if place]


def are_apart(abouts: Iterable[About]) -> bool:
    """Whether several dates are not all at one place, so that each says its own."""
    return len({each.where for each in abouts}) > 1


def news_of(abouts: Sequence[About]) -> list[str]:
    """That some of several dates have changed since they booked; each says itself when it was to be."""
    if not any(each.has_changed for each in abouts):
        return []
    return [_("Please note: the date or the place has changed."), *new_places(abouts)]


def known_since(booking: Booking | WaitingListEntry | GroupRequest) -> datetime | None:
    """Since when they know of the date; none of an invented one."""
    match booking:
        case Booking():
            return booking.booked_at
        case WaitingListEntry():
            return booking.joined_at
        case GroupRequest():
            return booking.asked_at


def invented(service: Service, now: datetime) -> Booking:
    """A booking that nobody made, of a date that there is not, for reading a letter before it goes out."""
    branch = Branch(
        service=service,
        name=said("Example Library", "Llyfrgell Enghraifft", draft=True),
        street="1 Example Street",
        town="Exampleton",
    )
    event = Event(service=service, title=said("Rhyme time", "Amser rhigwm", draft=True))
    in_a_week = in_london(now + timedelta(days=7))
    starts_at = london(in_a_week.year, in_a_week.month, in_a_week.day, 10)
    date = Occurrence(
        service=service,
        event=event,
        branch=branch,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        changed_at=now,
    )
    note = _("one of us uses a wheelchair")
    return Booking(
        service=service,
        occurrence=date,
        name=_("Alice Example"),
        adults=1,
        children=2,
        access_note=note,
    )


def read(reference: str, now: datetime) -> Booking | None:
    """The booking as it is now; none when its contact has died or asked us not to write meanwhile.

    That stops the outbox by itself only where nobody else uses the address.
    """
    found = Booking.objects.all().with_occurrence().filter(public_id=reference).first()
    if found is None or found.contact is None:
        return found
    may = may_contact(person=found.contact, purpose=Purpose.OWN_AFFAIRS, now=now)
    return found if may else None


def read_each(references: Sequence[str], now: datetime) -> dict[str, Booking]:
    """The same for many, by public id, with what a confirmation says. Four queries."""
    rows = Booking.objects.filter(public_id__in=references).select_related(
        "contact", "waited", "group"
    )
    found = list(rows)
    dates = Occurrence.objects.all().with_event().in_bulk({row.occurrence_id for row in found})
    for row in found:
        row.occurrence = dates[row.occurrence_id]
        row.service = row.occurrence.service
    contacts = {row.contact.pk: row.contact for row in found if row.contact is not None}
    may = may_contact_each(contacts=contacts.values(), purpose=Purpose.OWN_AFFAIRS, now=now)
    return {row.public_id: row for row in found if row.contact_id is None or row.contact_id in may}


def read_all(references: Sequence[str]) -> "QuerySet[Booking]":
    """Several, for looking whether what waits about them is still true. One query."""
    return Booking.objects.all().with_occurrence().filter(public_id__in=references)


def ring_us(service: Service) -> str:
    """The end of a text message that leads to no page: whom to ask."""
    if not service.phone:
        return ""
    return _("Questions? Ring %(telephone)s.") % {"telephone": spaced(service.phone)}


def page(name: str, *args: str) -> str:
    """The full address of a page, in the language that is active."""
    return settings.BRANCHLINE_ADDRESS.rstrip("/") + reverse(name, args=args)


def by_hand(route: Route) -> bool:
    """Paper and voice: a code instead of a link."""
    return route in (Route.LETTER, Route.PHONE)


def party_in_words(adults: int, children: int) -> str:
    """ "1 adult and 2 children"; "3 children"."""
    grown = ngettext("%(n)s adult", "%(n)s adults", adults) % {"n": adults}
    young = ngettext("%(n)s child", "%(n)s children", children) % {"n": children}
    if adults and children:
        return _("%(adults)s and %(children)s") % {"adults": grown, "children": young}
    return grown if adults else young
