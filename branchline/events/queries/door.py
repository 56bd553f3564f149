"""The door: who is here of those who booked, which seats are free, and how many came of those who had booked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from branchline.events.models import Attendance, Left, Occurrence

from .counting import Tally

SEATS_OPEN_AFTER = timedelta(minutes=5)
"""After the start an empty seat is for whoever stands at the door."""


def seats_are_open(*, occurrence: Occurrence, now: datetime) -> bool:
    """Whether the places of those who booked and are not here may be given away."""
    return now >= occurrence.starts_at + SEATS_OPEN_AFTER


def seats_free(*, occurrence: Occurrence, tally: Tally, now: datetime) -> Left | None:
    """Places for people without a booking, adults and children apart; None for a drop-in.

    Until five minutes after the start what was booked is kept; then only those who are here hold a seat.
    """
    open_now = seats_are_open(occurrence=occurrence, now=now)

    def free(most: int | None, here: int, booked: int, walked: int) -> int | None:
        held = here if open_now else max(here, booked)
        return None if most is None else max(0, most - held - walked)

    date, here, walked = occurrence, tally.came, tally.walked_in
    people = free(date.capacity, here.people, date.booked, walked.people)
    if people is None:
        return None
    return Left(
        people=people,
        adults=free(date.most_adults, here.adults, date.booked_adults, walked.adults),
        children=free(date.most_children, here.children, date.booked_children, walked.children),
    )


@dataclass(frozen=True)
class Crowd:
    """What one more at the door means: nobody who stands there is refused, so the list says it before and after.

    `over`: people more than there are seats, with the seats that are kept until they are given away.
    `expected`: who booked, is not here, and of whom nobody said that they don't come.
    """

    over: int
    expected: int


def crowd(*, occurrence: Occurrence, tally: Tally, now: datetime) -> Crowd | None:
    """None for a drop-in."""
    if occurrence.capacity is None:
        return None
    here = tally.arrived
    open_now = seats_are_open(occurrence=occurrence, now=now)
    held = here if open_now else max(here, occurrence.booked)
    return Crowd(
        over=max(0, held + tally.walked_in.people - occurrence.capacity),
        expected=max(0, occurrence.booked - here - tally.missed),
    )


@dataclass(frozen=True)
class ShowRate:
    """How many came of those who had booked. `untouched`: nobody said of them that they came or did not."""

    arrived: int
    booked: int
    missed: int

    @property
    def untouched(self) -> int:
        """Booked, and nothing ticked."""
        return max(0, self.booked - self.arrived - self.missed)

    @property
    def percent(self) -> int | None:
        """None where nobody had booked. With so few, n stands beside it."""
        return round(100 * self.arrived / self.booked) if self.booked else None


def show_rate(*, occurrence: Occurrence, attendance: Attendance | None) -> ShowRate | None:
    """None where nothing was ticked: that is missing, not nought."""
    if attendance is None or not attendance.arrived + attendance.missed:
        return None
    return ShowRate(attendance.arrived, occurrence.booked, attendance.missed)


def attendance_of(*, occurrence: Occurrence) -> Attendance | None:
    """Who came to a date, if anybody has counted or a file has said it. One query."""
    somebody = Q(operations__gt=0) | Q(brought__isnull=False)
    return Attendance.objects.filter(somebody, occurrence=occurrence).first()
