"""The filters of a list of events: what stands in the address, and how it is offered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ..models import Access, Audience, HowToCome

ANY = ""
WHENS = ("today", "tomorrow", "weekend", "week", "month")
ACCESS_OFFERED = (
    Access.STEP_FREE,
    Access.ACCESSIBLE_TOILET,
    Access.CHANGING_PLACES,
    Access.HEARING_LOOP,
    Access.BABY_CHANGING,
    Access.RELAXED,
    Access.SEND,
    Access.DEMENTIA_FRIENDLY,
    Access.BSL,
    Access.CAPTIONS,
)


@dataclass(frozen=True)
class Filters:
    """What somebody asks for. Anything that is not on offer counts as not asked."""

    when: str = ANY
    audience: str = ANY
    access: str = ANY
    booking: str = ANY
    after: str = ANY

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filters":
        """From the words of an address."""
        return cls(
            when=_one_of(given.get("when"), WHENS),
            audience=_one_of(given.get("who"), Audience.values),
            access=_one_of(given.get("access"), [fact.value for fact in ACCESS_OFFERED]),
            booking=_one_of(given.get("booking"), HowToCome.values),
            after=str(given.get("after", ""))[:200],
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return any((self.when, self.audience, self.access, self.booking))

    def words(self, **more: str) -> dict[str, str]:
        """The words of the address, without the empty ones."""
        said = {
            "when": self.when,
            "who": self.audience,
            "access": self.access,
            "booking": self.booking,
        }
        return {name: value for name, value in {**more, **said}.items() if value}

    def address(self, path: str, **more: str) -> str:
        """The shareable address of this list."""
        words = self.words(**more)
        return f"{path}?{urlencode(words)}" if words else path

    def query(self, today: date) -> dict[str, Any]:
        """For `queries.listings`."""
        start, days = _days(self.when, today)
        return {
            "start": start,
            "days": days,
            "audience": self.audience or None,
            "access": [self.access] if self.access else [],
            "booking": self.booking or None,
            "after": self.after or None,
        }

    def offered(self) -> list[dict[str, Any]]:
        """For the template: each filter with its options."""
        whens = (
            ("today", _("Today")),
            ("tomorrow", _("Tomorrow")),
            ("weekend", _("This weekend")),
            ("week", _("Next 7 days")),
            ("month", _("Next 4 weeks")),
        )
        access = [(fact.value, str(fact.label).split(":")[0]) for fact in ACCESS_OFFERED]
        return [
            _filter("when", _("When"), _("Any time"), whens, self.when),
            _filter("who", _("Who for"), _("Everyone"), Audience.choices, self.audience),
            _filter("access", _("Access"), _("Any"), access, self.access),
            _filter("booking", _("Booking"), _("Any"), _bookings(), self.booking),
        ]


def _bookings() -> list[tuple[str, str]]:
    return [
        (HowToCome.DROP_IN.value, _("Just drop in")),
        (HowToCome.BOOKABLE.value, _("Book a place")),
    ]


def _one_of(given: Any, known: Iterable[str]) -> str:
    return given if isinstance(given, str) and given in known else ANY


def _days(when: str, today: date) -> tuple[date | None, int | None]:
    """The first day and how many from it."""
    match when:
        case "today":
            return today, 1
        case "tomorrow":
            return today + timedelta(days=1), 1
        case "weekend":
            # From Saturday; on a Sunday only today is left of it.
            return (
                (today, 1)
                if today.weekday() == 6
                else (today + timedelta(days=5 - today.weekday()), 2)
            )
        case "week":
            return today, 7
        case "month":
            return today, 28
        case _:
            return None, None


def _filter(
    name: str, label: str, nothing: str, choices: Sequence[tuple[Any, Any]], chosen: str
) -> dict[str, Any]:
    options = [(ANY, nothing), *choices]
    return {
        "name": name,
        "id": f"filter-{name}",
        "label": label,
        "options": [
            {"value": value, "title": title, "chosen": value == chosen} for value, title in options
        ],
    }
