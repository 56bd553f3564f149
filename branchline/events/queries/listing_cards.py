"""What a card, a page and a feed print of one date."""

from dataclasses import dataclass
from datetime import datetime

from branchline.core.words import Translated
from branchline.events.models import (
    LIST_ENDS,
    Availability,
    BookedAs,
    HowToCome,
    Left,
    Listing,
    OccurrenceState,
    Questions,
    Setting,
    Window,
    availability,
)


@dataclass(frozen=True)
class ListingCard:
    """What a card, a page and a feed print of one date.

    `metres` from the place asked for, else None; `somewhere`: near it, but we don't know how far.
    `lat` and `lon` only where we know exactly where it is.
    """

    public_id: str
    event_public_id: str
    service_slug: str
    service_name: Translated
    branch_public_id: str
    branch_name: Translated
    setting: str
    venue_kind: str
    venue: Translated
    town: str
    postcode: str
    lat: float | None
    lon: float | None
    title: Translated
    summary: Translated
    room: Translated
    cost: Translated
    because: Translated
    theme: str
    starts_at: datetime
    ends_at: datetime
    age_from: int | None
    age_to: int | None
    access: tuple[str, ...]
    languages: tuple[str, ...]
    made_for: tuple[str, ...]
    booking: str
    booked_as: str
    window: Window
    asking: Questions
    capacity: int | None
    places_left: int | None
    adults_left: int | None
    children_left: int | None
    most_in_group: int | None
    waiting: int
    asks_until: datetime | None
    state: str
    in_series: bool
    version: int
    changed_at: datetime
    metres: float | None = None
    somewhere: bool = False

    @property
    def is_bookable(self) -> bool:
        """A place has to be booked."""
        return self.booking == HowToCome.BOOKABLE

    @property
    def by_term(self) -> bool:
        """All its dates can be booked together."""
        return self.is_bookable and self.booked_as != BookedAs.DATES

    @property
    def only_by_term(self) -> bool:
        """They can't be booked by themselves."""
        return self.booked_as == BookedAs.TERM

    @property
    def is_cancelled(self) -> bool:
        """It does not take place."""
        return self.state == OccurrenceState.CANCELLED

    @property
    def at_library(self) -> bool:
        """People meet at the library itself."""
        return self.setting == Setting.IN_PERSON

    @property
    def is_online(self) -> bool:
        """People meet on a screen."""
        return self.setting == Setting.ONLINE

    @property
    def is_free(self) -> bool:
        """No cost is stated."""
        return not self.cost

    @property
    def left(self) -> Left | None:
        """Who still fits, adults and children apart; None for a drop-in."""
        if self.places_left is None:
            return None
        return Left(self.places_left, self.adults_left, self.children_left)

    @property
    def availability(self) -> Availability:
        """What to say of places, whatever the time."""
        return availability(
            cancelled=self.is_cancelled,
            left=self.left,
            capacity=self.capacity,
            waiting=self.waiting,
            asks_until=self.asks_until,
        )

    @property
    def for_every_age(self) -> bool:
        """No ages are stated."""
        return self.age_from is None and self.age_to is None

    def standing(self, now: datetime) -> Availability:
        """What to say of places at this moment: also that it has started or been."""
        if self.ends_at <= now:
            return Availability.OVER
        if self.starts_at <= now and not self.is_cancelled:
            return Availability.STARTED if self.is_bookable else Availability.DROP_IN
        if not self.is_bookable or self.is_cancelled:
            return self.availability
        if self.asks_until is None and self.opens_at and now < self.opens_at:
            return Availability.OPENS_LATER
        return Availability.CLOSED if now >= self.closes_at else self.availability

    @property
    def opens_at(self) -> datetime | None:
        """When booking opens; None: it is open since the date is published, or nobody books."""
        return self.window.opens_at(self.starts_at)

    @property
    def closes_at(self) -> datetime:
        """When booking closes."""
        return self.window.closes_at(self.starts_at)

    def can_be_booked(self, now: datetime) -> bool:
        """Whether to show the button."""
        return self.standing(now) in (Availability.PLACES, Availability.LAST_PLACES)

    def takes_groups(self, now: datetime) -> bool:
        """Whether a school, a care home or carers may ask for places. They may before booking opens."""
        return self.most_in_group is not None and not self.is_cancelled and now < self.closes_at

    def can_be_waited_for(self, now: datetime) -> bool:
        """Whether somebody may still join the waiting list."""
        open_to_wait = (Availability.FULL, Availability.ASKING)
        return self.standing(now) in open_to_wait and self.starts_at - now > LIST_ENDS


def card(row: Listing, metres: float | None = None, *, somewhere: bool = False) -> ListingCard:
    """A row as the value that templates print."""
    return ListingCard(
        public_id=row.public_id,
        event_public_id=row.event_public_id,
        service_slug=row.service.slug,
        service_name=row.service.name,
        branch_public_id=row.branch_public_id,
        branch_name=row.branch_name,
        setting=row.setting,
        venue_kind=row.venue_kind,
        venue=row.venue,
        town=row.town,
        postcode=row.postcode,
        lat=row.lat,
        lon=row.lon,
        title=row.title,
        summary=row.summary,
        room=row.room,
        cost=row.cost,
        because=row.because,
        theme=row.theme,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        age_from=row.age_from,
        age_to=row.age_to,
        access=tuple(row.access),
        languages=tuple(row.languages),
        made_for=tuple(row.made_for),
        booking=row.booking,
        booked_as=row.booked_as,
        asking=Questions.read(row.questions),
        window=Window(row.opens_days_before, row.closes_hours_before),
        capacity=row.capacity,
        places_left=row.places_left,
        adults_left=row.adults_left,
        children_left=row.children_left,
        most_in_group=row.most_in_group,
        waiting=row.waiting,
        asks_until=row.asks_until,
        state=row.state,
        in_series=row.in_series,
        version=row.version,
        changed_at=row.changed_at,
        metres=metres,
        somewhere=somewhere,
    )
