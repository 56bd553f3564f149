"""An event as a card, and the words that are said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from branchline.core.design.dates import short_day_words
from branchline.events.models import FROM_THE_BRANCH, Access, Availability, Left, Setting
from branchline.events.queries import ListingCard

from .where import ICONS, place_of

ACCESS_ICONS: dict[str, str] = {
    Access.RELAXED: "heart",
    Access.BSL: "hand-heart",
    Access.CAPTIONS: "message-square",
    Access.AUDIO_DESCRIBED: "volume-2",
    Access.DEMENTIA_FRIENDLY: "hand-heart",
    Access.SEND: "heart",
    Access.QUIET: "moon",
    Access.EASY_READ: "book-open",
    Access.STEP_FREE: "accessibility",
    Access.HEARING_LOOP: "ear",
    Access.ACCESSIBLE_TOILET: "toilet",
    Access.CHANGING_PLACES: "toilet",
    Access.BABY_CHANGING: "baby",
    Access.BLUE_BADGE_PARKING: "square-parking",
}
AT_THE_DOOR = 80.0
"""Metres below which a distance is not said: "0.0 miles" helps nobody."""
SHORT_ACCESS = 2
"""How many facts a card names; the event's own page names all."""
SHORT_WORDS = {
    Access.RELAXED: __("Relaxed"),
    Access.BSL: __("In BSL"),
    Access.SEND: __("For SEND"),
    Access.QUIET: __("Quiet"),
    Access.STEP_FREE: __("Step-free"),
}
"""Where a card needs fewer words than the event's own page."""


@dataclass(frozen=True)
class Fact:
    """An icon and its words."""

    icon: str
    words: str
    short: str = ""


@dataclass(frozen=True)
class Card:
    """An event as a card in a list.

    `town` and `service` are said where a list goes over the country; `number` is the library's on the map
    beside the list, and `anchor` the first card there of that library, for the map to lead to.
    """

    public_id: str
    title: Any
    address: str
    start: datetime
    end: datetime
    place: Any
    distance: float | None
    facts: tuple[Fact, ...]
    status_words: str
    status_tone: str
    cover_title: str
    off: bool
    somewhere: bool = False
    place_icon: str = "map-pin"
    elsewhere: bool = False
    town: str = ""
    service: Any = ""
    number: int | None = None
    anchor: str = ""

    @property
    def far(self) -> float | None:
        """The distance to the library, where it is worth saying: not of what takes place elsewhere."""
        if self.elsewhere:
            return None
        return self.distance if self.distance is not None and self.distance >= AT_THE_DOOR else None


class Aged(Protocol):
    """What has ages: an event or a listing."""

    @property
    def age_from(self) -> int | None: ...
    @property
    def age_to(self) -> int | None: ...


def ages_in_words(aged: Aged) -> str:
    """ "Under 5s", "Ages 5 to 11", "Adults"; nothing is said of what is for everybody."""
    low, high = aged.age_from, aged.age_to
    if low is None and high is None:
        return ""
    if not low and high is not None:
        return (
            _("Babies and toddlers under %(age)s") % {"age": high + 1}
            if high < 4
            else _("Under %(age)ss") % {"age": high + 1}
        )
    if high is None:
        return _("Adults") if low == 18 else _("Ages %(low)s and over") % {"low": low}
    if low == high:
        return _("Age %(low)s") % {"low": low}
    return _("Ages %(low)s to %(high)s") % {"low": low, "high": high}


def access_facts(codes: Iterable[str]) -> tuple[Fact, ...]:
    """Access facts with their icons: what the event itself does first, then the building."""
    known = [Access(code) for code in codes if code in Access.values]
    known.sort(key=lambda fact: (fact in FROM_THE_BRANCH, Access.values.index(fact.value)))
    return tuple(
        Fact(ACCESS_ICONS[fact], str(fact.label), str(SHORT_WORDS.get(fact, fact.label)))
        for fact in known
    )


def places_in_words(
    *, state: Availability, left: Left | None, opens_at: datetime | None = None
) -> tuple[str, str]:
    """(words, tone) of what may be said about places."""
    if left is not None and left.full_for_some and state is Availability.LAST_PLACES:
        return _full_for_some(left), "soon"
    places = left.people if left else 0
    match state:
        case Availability.DROP_IN:
            return _("Drop in, no need to book"), "good"
        case Availability.PLACES:
            return ngettext("%(left)s place left", "%(left)s places left", places) % {
                "left": places
            }, "good"
        case Availability.LAST_PLACES:
            return ngettext("Only %(left)s place left", "Only %(left)s places left", places) % {
                "left": places
            }, "soon"
        case Availability.ASKING:
            return _("Ask for places"), "good"
        case Availability.OPENS_LATER if opens_at:
            day = short_day_words(opens_at.date(), get_language())
            return _("Booking opens %(day)s") % {"day": day}, "quiet"
        case Availability.OPENS_LATER:
            return _("Booking has not opened yet"), "quiet"
        case Availability.CLOSED:
            return _("Booking has closed"), "quiet"
        case Availability.FULL:
            return _("Full"), "quiet"
        case Availability.CANCELLED:
            return _("Cancelled"), "wrong"
        case Availability.STARTED:
            return _("Has started"), "quiet"
        case Availability.OVER:
            return _("Has been"), "quiet"


def _full_for_some(left: Left) -> str:
    """ "Full for children, 2 places left for adults", or the other way round."""
    if left.for_adults:
        return ngettext(
            "Full for children, %(left)s place left for adults",
            "Full for children, %(left)s places left for adults",
            left.for_adults,
        ) % {"left": left.for_adults}
    return ngettext(
        "Full for adults, %(left)s place left for children",
        "Full for adults, %(left)s places left for children",
        left.for_children,
    ) % {"left": left.for_children}


def card(listing: ListingCard, *, now: datetime) -> Card:
    """A listing as a card."""
    state = listing.standing(now)
    words, tone = places_in_words(state=state, left=listing.left, opens_at=listing.opens_at)
    return Card(
        public_id=listing.public_id,
        title=listing.title,
        address=reverse("events:occurrence", args=[listing.service_slug, listing.public_id]),
        start=listing.starts_at,
        end=listing.ends_at,
        place=place_of(listing),
        place_icon=ICONS[Setting(listing.setting)],
        elsewhere=not listing.at_library,
        distance=listing.metres,
        somewhere=listing.somewhere,
        facts=_facts(listing),
        status_words=words,
        status_tone=tone,
        # The same everywhere and in every language, but not the same for each rhyme time of the country.
        cover_title=f"{listing.title.en or listing.title} {listing.branch_public_id}",
        off=state == Availability.CANCELLED,
    )


def cards(found: Iterable[ListingCard], *, now: datetime) -> list[Card]:
    """Listings as cards."""
    return [card(each, now=now) for each in found]


def cards_of_the_country(found: Iterable[ListingCard], *, now: datetime) -> list[Card]:
    """The same, each with its town and library service: a list over the country needs both."""
    return [
        replace(card(each, now=now), town=_town(each), service=each.service_name) for each in found
    ]


def cards_on_map(
    found: Iterable[ListingCard], *, numbers: Mapping[str, int], now: datetime
) -> list[Card]:
    """The same with each library's number on the map. `numbers` by the branch's public id.

    What is online says whose it is: no place does.
    """
    made: list[Card] = []
    seen: set[str] = set()
    for each in found:
        branch = each.branch_public_id
        here = each.at_library and branch in numbers
        anchor = anchor_of(branch) if here and branch not in seen else ""
        seen |= {branch} if here else set()
        number = numbers[branch] if here else None
        whose = each.service_name if each.setting == Setting.ONLINE else ""
        made.append(
            replace(
                card(each, now=now), number=number, anchor=anchor, town=_town(each), service=whose
            )
        )
    return made


def anchor_of(branch_public_id: str) -> str:
    """Where on the page the first card of a library stands."""
    return f"at-{branch_public_id}"


def _town(listing: ListingCard) -> str:
    """The town, where the library's name doesn't say it already."""
    said = str(place_of(listing)).casefold()
    return "" if listing.town.casefold() in said else listing.town


def _facts(listing: ListingCard) -> tuple[Fact, ...]:
    """What a card says besides when and where: for whom, what it costs, and the first access facts."""
    facts = []
    if ages := ages_in_words(listing):
        facts.append(Fact("users", ages))
    if listing.cost:
        facts.append(Fact("ticket", str(listing.cost)))
    if access := access_facts(listing.access):
        named = " · ".join(fact.short for fact in access[:SHORT_ACCESS])
        more = len(access) - SHORT_ACCESS
        words = (
            _("%(named)s · %(more)s more") % {"named": named, "more": more} if more > 0 else named
        )
        facts.append(Fact("accessibility", words))
    return tuple(facts)
