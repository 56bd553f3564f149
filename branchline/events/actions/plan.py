"""What both adding and changing an event check, and how its dates become rows."""

from datetime import date, datetime, timedelta

from branchline.core.clock import in_london
from branchline.core.errors import together
from branchline.core.scoping import current_service_id
from branchline.core.words import Translated
from branchline.events.errors import (
    AgesAreTurned,
    ClosesBeforeItOpens,
    EndsBeforeItStarts,
    GroupsBookDates,
    InThePast,
    IsNotTheirBranch,
    MoreInGroupThanPlaces,
    MoreOfAKindThanPlaces,
    NeedsACapacity,
    NeedsAnArea,
    NeedsAPlace,
    NeedsAQuestion,
    NeedsAReason,
    NeedsATitle,
    NeedsChoices,
    NoDates,
    NoSuchTime,
    NotAnAddress,
    TooFarAhead,
    TooLong,
    TooManyDates,
    TooManyQuestions,
)
from branchline.events.models import (
    BY_AREA,
    LONGEST,
    MOST_CHOICES,
    MOST_DATES,
    MOST_QUESTIONS,
    OF_THE_EVENT,
    BookedAs,
    Details,
    Event,
    HowToCome,
    JoiningLink,
    MadeFor,
    Occurrence,
    QuestionKind,
    Setting,
    Spoken,
    Timing,
    Window,
)
from branchline.places.models import Branch
from branchline.places.queries import full_postcode, position_of, spaced_postcode

FARTHEST = timedelta(days=3 * 366)
"""The longest that anybody plans ahead; beyond it the year was mistyped."""


def check_branch(branch: Branch) -> None:
    """One of the service's own, not closed for good."""
    if branch.service_id != current_service_id() or not branch.is_open:
        raise IsNotTheirBranch


def check_details(details: Details) -> None:
    """Refuses what can't be shown or booked, all of it at once."""
    together(
        lambda: _check_title(details),
        lambda: _check_where(details),
        lambda: _check_joining(details),
        lambda: _check_capacity(details),
        lambda: _check_most("adults", details.most_adults, details),
        lambda: _check_most("children", details.most_children, details),
        lambda: _check_groups(details),
        lambda: _check_window(details),
        lambda: _check_questions(details),
        lambda: _check_ages(details),
    )


def _check_title(details: Details) -> None:
    if not details.title:
        raise NeedsATitle


def _check_where(details: Details) -> None:
    """Somewhere else an area always; a name, except of a home or a doorstep."""
    if details.setting != Setting.OUTREACH:
        return
    if details.venue is None or not details.venue.area:
        raise NeedsAnArea
    if details.venue.kind not in BY_AREA and not details.venue.name:
        raise NeedsAPlace


def _check_joining(details: Details) -> None:
    if details.joining and not details.joining.address.startswith("https://"):
        raise NotAnAddress


def _check_capacity(details: Details) -> None:
    if details.booking == HowToCome.BOOKABLE and (details.capacity is None or details.capacity < 1):
        raise NeedsACapacity


def _check_most(kind: str, most: int | None, details: Details) -> None:
    """Of the places that there are, so many at most: no more than all, and at least one."""
    if most is None or details.capacity is None:
        return
    if not 0 < most <= details.capacity:
        raise MoreOfAKindThanPlaces(kind=kind, capacity=details.capacity)


def _check_groups(details: Details) -> None:
    """A group is no bigger than all the places, and comes to one date."""
    most = details.most_in_group
    if most is None or details.capacity is None:
        return
    if not 0 < most <= details.capacity:
        raise MoreInGroupThanPlaces(capacity=details.capacity)
    if details.booked_as == BookedAs.TERM:
        raise GroupsBookDates


def _check_window(details: Details) -> None:
    if details.booking == HowToCome.BOOKABLE and details.window.is_turned:
        raise ClosesBeforeItOpens


def _check_questions(details: Details) -> None:
    """Few, each with a reason that people may read, and with something to choose from where they choose."""
    for number, one in enumerate(details.asking.each, 1):
        if number > MOST_QUESTIONS:
            raise TooManyQuestions(most=MOST_QUESTIONS)
        if not one.asked:
            raise NeedsAQuestion(number=number)
        if not one.because:
            raise NeedsAReason(number=number)
        if one.kind == QuestionKind.CHOICE and not 2 <= len(one.choices) <= MOST_CHOICES:
            raise NeedsChoices(number=number, most=MOST_CHOICES)


def _check_ages(details: Details) -> None:
    low, high = details.age_from, details.age_to
    if low is not None and high is not None and low > high:
        raise AgesAreTurned


def check_timing(timing: Timing, *, now: datetime) -> list[tuple[datetime, datetime]]:
    """The spans of the dates. Refuses dates in the past, far off, none, too many, turned times and an hour that does not happen."""
    today = in_london(now).date()
    together(lambda: _check_clock(timing), lambda: _check_first(timing, today))
    spans = list(timing.spans())
    if not spans:
        raise NoDates
    if len(spans) > MOST_DATES:
        raise TooManyDates(most=MOST_DATES)
    if spans[0][0] < now:
        raise InThePast
    wall = in_london(spans[0][0]).time()
    if wall != timing.starts or any(end <= start for start, end in spans):
        raise NoSuchTime
    if max(end - start for start, end in spans) > LONGEST:
        raise TooLong
    return spans


def _check_clock(timing: Timing) -> None:
    if timing.ends <= timing.starts:
        raise EndsBeforeItStarts


def _check_first(timing: Timing, today: date) -> None:
    days = {timing.first_day, *timing.extra}
    if min(days) < today:
        raise InThePast
    if max(days) > today + FARTHEST:
        raise TooFarAhead


def write_details(event: Event, details: Details) -> None:
    """Copy the values to the row; saving is the caller's."""
    event.title = details.title
    event.summary = details.summary
    event.room = details.room
    event.cost = details.cost
    event.theme = details.theme
    event.age_from, event.age_to = details.age_from, details.age_to
    event.access = [fact for fact in OF_THE_EVENT if fact in details.access]
    event.asks_before = details.asks_before
    event.languages = [code for code in Spoken if code in details.languages]
    event.made_for = [group for group in MadeFor if group in details.made_for]
    event.lead_id = details.lead_id
    bookable = details.booking == HowToCome.BOOKABLE
    event.booked_as = details.booked_as if bookable else BookedAs.DATES
    write_venue(event, details)
    event.booking = details.booking
    event.capacity = details.capacity if bookable else None
    event.most_adults = details.most_adults if bookable else None
    event.most_children = details.most_children if bookable else None
    event.most_in_group = details.most_in_group if bookable else None
    window = details.window if bookable else Window()
    event.questions = details.asking.as_json() if bookable else []
    event.opens_days_before = window.opens_days_before
    event.closes_hours_before = window.closes_hours_before


def write_timing(event: Event, timing: Timing) -> None:
    """Copy the values to the row; saving is the caller's."""
    event.first_day = timing.first_day
    event.starts, event.ends = timing.starts, timing.ends
    event.rule = timing.rule.text if timing.rule else ""
    event.skipped, event.extra = sorted(timing.skipped), sorted(timing.extra)


def write_venue(event: Event, details: Details) -> None:
    """Copy where it takes place. What is known of a home or a doorstep is its area."""
    event.setting = details.setting
    venue = details.venue if details.setting == Setting.OUTREACH else None
    by_area = venue is not None and venue.kind in BY_AREA
    event.venue_kind = venue.kind if venue else ""
    event.venue_area = venue.area if venue else ""
    event.venue = venue.name if venue and not by_area else Translated()
    postcode = full_postcode(venue.postcode) if venue and not by_area else None
    event.venue_postcode = spaced_postcode(postcode) if postcode else ""
    at = position_of(postcode) if postcode else None
    event.venue_lat, event.venue_lon = (at.lat, at.lon) if at and at.exact else (None, None)


def write_joining(event: Event, details: Details) -> None:
    """Keep the way in of an online event; another has none."""
    if details.setting != Setting.ONLINE or details.joining is None:
        JoiningLink.objects.filter(event=event).delete()
        return
    JoiningLink.objects.update_or_create(
        event=event,
        defaults={
            "service_id": event.service_id,
            "address": details.joining.address,
            "how": details.joining.how,
        },
    )


def make_occurrences(
    event: Event, spans: list[tuple[datetime, datetime]], *, now: datetime
) -> list[Occurrence]:
    """One row for each date."""
    return Occurrence.objects.bulk_create(
        Occurrence(
            service_id=event.service_id,
            event=event,
            branch_id=event.branch_id,
            starts_at=start,
            ends_at=end,
            capacity=event.capacity,
            most_adults=event.most_adults,
            most_children=event.most_children,
            changed_at=now,
        )
        for start, end in spans
    )
