"""What other rooms may embed: an event as a card, its words, and the map of where things are on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core.design.maps import Area, Place, area_map
from branchline.places.models import Ward

from .models import FROM_THE_BRANCH, Access, Audience, Availability
from .queries import ListingCard, listings

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
TASTED = 40
AT_THE_DOOR = 80.0
"""Metres below which a distance is not said: "0.0 miles" helps nobody."""
SHORT_ACCESS = 3
"""How many facts a card names; the event's own page names all."""


@dataclass(frozen=True)
class Fact:
    """An icon and its words."""

    icon: str
    words: str


@dataclass(frozen=True)
class Card:
    """An event as a card in a list."""

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

    @property
    def far(self) -> float | None:
        """The distance, where it is worth saying."""
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
    return tuple(Fact(ACCESS_ICONS[fact], str(fact.label)) for fact in known)


def places_in_words(*, state: Availability, left: int | None) -> tuple[str, str]:
    """(words, tone) of what may be said about places."""
    match state:
        case Availability.DROP_IN:
            return _("Drop in, no need to book"), "good"
        case Availability.PLACES:
            return ngettext("%(left)s place left", "%(left)s places left", left or 0) % {
                "left": left
            }, "good"
        case Availability.LAST_PLACES:
            return ngettext("Only %(left)s place left", "Only %(left)s places left", left or 0) % {
                "left": left
            }, "soon"
        case Availability.FULL:
            return _("Full"), "quiet"
        case Availability.CANCELLED:
            return _("Cancelled"), "wrong"
        case Availability.STARTED:
            return _("Has started"), "quiet"
        case Availability.OVER:
            return _("Has been"), "quiet"


def card(listing: ListingCard, *, now: datetime) -> Card:
    """A listing as a card."""
    state = listing.standing(now)
    words, tone = places_in_words(state=state, left=listing.places_left)
    return Card(
        public_id=listing.public_id,
        title=listing.title,
        address=reverse("events:occurrence", args=[listing.service_slug, listing.public_id]),
        start=listing.starts_at,
        end=listing.ends_at,
        place=listing.branch_name,
        distance=listing.metres,
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


def _facts(listing: ListingCard) -> tuple[Fact, ...]:
    """What a card says besides when and where: for whom, what it costs, and the first access facts."""
    facts = []
    if ages := ages_in_words(listing):
        facts.append(Fact("users", ages))
    if listing.cost:
        facts.append(Fact("ticket", str(listing.cost)))
    if access := access_facts(listing.access):
        named = " · ".join(fact.words.split(":")[0] for fact in access[:SHORT_ACCESS])
        more = len(access) - SHORT_ACCESS
        words = (
            _("%(named)s · %(more)s more") % {"named": named, "more": more} if more > 0 else named
        )
        facts.append(Fact("accessibility", words))
    return tuple(facts)


@dataclass(frozen=True)
class MapPlace:
    """A library on the map: its number there, and its line in the list below."""

    number: int
    name: Any
    address: str
    distance: float | None


@dataclass(frozen=True)
class DrawnMap:
    """The drawing and the same in words."""

    drawing: SafeString
    places: tuple[MapPlace, ...]


def map_of(
    found: Sequence[ListingCard],
    *,
    here: tuple[float, float] | None,
    words: str,
    wards: Sequence[Ward] = (),
    ward_code: str = "",
) -> DrawnMap | None:
    """Where these are on: a numbered dot for each library, over wards where their shapes are known.

    `here` is (longitude, latitude); `ward_code` is the ward one stands in.
    """
    one_each = {each.branch_public_id: each for each in found}
    nearest = sorted(one_each.values(), key=lambda each: each.metres or 0)
    dots: list[Place] = []
    places: list[MapPlace] = []
    for each in nearest:
        if each.lat is None or each.lon is None:
            continue
        number = len(dots) + 1
        address = (
            f"{reverse('events:whats_on', args=[each.service_slug])}?branch={each.branch_public_id}"
        )
        dots.append(Place((each.lon, each.lat), str(each.branch_name), address, number))
        far = each.metres if each.metres is not None and each.metres >= AT_THE_DOOR else None
        places.append(MapPlace(number, each.branch_name, address, far))
    if not dots:
        return None
    areas = [
        Area(
            [[(lon, lat) for lon, lat in ring] for ring in ward.shape],
            ward.name,
            ward.code == ward_code,
        )
        for ward in wards
        if ward.shape
    ]
    drawing = area_map(places=dots, areas=areas, here=here, words=words, lines=here is not None)
    return DrawnMap(drawing, tuple(places))


def taste(*, now: datetime, service_id: int | None = None, count: int = 6) -> list[ListingCard]:
    """Soon, and something for everybody: a first page is a taste, not a list.

    As many for small children, for children and for adults, each title once while there are others.
    Three queries.
    """
    chosen: list[ListingCard] = []
    rest: list[ListingCard] = []
    for audience in (Audience.UNDER_FIVES, Audience.CHILDREN, Audience.ADULTS):
        found = listings(now=now, service_id=service_id, audience=audience, limit=TASTED).rows
        one_each: dict[str, ListingCard] = {str(each.title): each for each in reversed(found)}
        fresh = sorted(one_each.values(), key=lambda each: each.starts_at)
        titles = {str(each.title) for each in chosen}
        chosen += [each for each in fresh if str(each.title) not in titles][: count // 3]
        rest += found
    more = {each.public_id: each for each in rest if each not in chosen}
    filled = chosen + sorted(more.values(), key=lambda each: each.starts_at)
    return sorted(filled[:count], key=lambda each: each.starts_at)
