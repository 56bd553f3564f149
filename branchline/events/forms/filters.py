"""The filters of a list of events: what stands in the address, and how it is offered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Access, Audience, HowToCome, Setting, Theme
from .days import SAID, SOME_DAYS, Days, named, offered, read_days

ANY = ""
CODES = frozenset({*SAID.values(), *SOME_DAYS})
QUICK = ("today", "tomorrow", "weekend", "week")
LONGEST = 100
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

    today: date
    days: Days | None = None
    audience: str = ANY
    access: str = ANY
    booking: str = ANY
    setting: str = ANY
    theme: str = ANY
    text: str = ANY
    everything: bool = False
    after: str = ANY

    @classmethod
    def read(cls, given: Mapping[str, Any], *, today: date) -> "Filters":
        """From the words of an address. A picked date (`day`) goes before a chosen `when`."""
        return cls(
            today=today,
            days=_days(given.get("day"), today) or _days(given.get("when"), today),
            audience=_one_of(given.get("who"), Audience.values),
            access=_one_of(given.get("access"), [fact.value for fact in ACCESS_OFFERED]),
            booking=_one_of(given.get("booking"), HowToCome.values),
            setting=_one_of(given.get("where"), Setting.values),
            theme=_one_of(given.get("theme"), Theme.values),
            text=tidy(given.get("q", "")),
            everything=given.get("all") == "1",
            after=str(given.get("after", ""))[:200],
        )

    def on(self, days: Days | None) -> "Filters":
        """The same for other days, from its first page."""
        return replace(self, days=days, after=ANY)

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return any((self.days, *self.others_chosen))

    @property
    def more_than_when(self) -> bool:
        """Whether anything behind "More choices" is chosen."""
        return any((*self.others_chosen, self.picked))

    @property
    def others_chosen(self) -> tuple[str, ...]:
        """What is asked for besides when."""
        return (self.audience, self.access, self.booking, self.setting, self.theme, self.text)

    @property
    def picked(self) -> str:
        """The chosen day, where it has been picked and is not among those offered."""
        if self.days is None or self.days.code in CODES:
            return ANY
        return ANY if self.days in offered(self.today) else self.days.code

    @property
    def over(self) -> bool:
        """Whether the chosen day has been."""
        return self.days is not None and self.days.start < self.today

    def words(self, **more: str) -> dict[str, str]:
        """The words of the address, without the empty ones."""
        said = {
            "when": self.days.code if self.days else ANY,
            "who": self.audience,
            "access": self.access,
            "booking": self.booking,
            "where": self.setting,
            "theme": self.theme,
            "q": self.text,
            "all": "1" if self.everything else ANY,
        }
        return {name: value for name, value in {**more, **said}.items() if value}

    def address(self, path: str, **more: str) -> str:
        """The shareable address of this list."""
        words = self.words(**more)
        return f"{path}?{urlencode(words)}" if words else path

    def feed(self, path: str, **more: str) -> str:
        """The address of a feed of the same: what is asked for, without where a page begins."""
        return replace(self, everything=False, after=ANY).address(path, **more)

    def said(self) -> list[str]:
        """What is asked for, in words."""
        fields = [self.when(), *self.others()]
        chosen = [o["title"] for f in fields for o in f["options"] if o["chosen"] and o["value"]]
        return [*map(str, chosen), *([f"“{self.text}”"] if self.text else [])]

    def query(self) -> dict[str, Any]:
        """For `queries.listings`."""
        return {
            "start": self.days.start if self.days else None,
            "days": self.days.count if self.days else None,
            "audience": self.audience or None,
            "access": [self.access] if self.access else [],
            "booking": self.booking or None,
            "setting": self.setting or None,
            "theme": self.theme or None,
        }

    def when(self) -> dict[str, Any]:
        """For the template: the days to choose from."""
        language = get_language()
        days = [(each.code, each.words(language)) for each in offered(self.today)]
        chosen = self.days.code if self.days else ANY
        if self.picked and self.days:
            days.append((chosen, self.days.words(language)))
        return _filter("when", _("When"), _("Any day"), days, chosen)

    def quick(self, path: str, **more: str) -> list[dict[str, Any]]:
        """For the template: a press for the days that most people ask for."""
        language = get_language()
        days = [named(code, self.today) for code in QUICK]
        chips = [(_("Any day"), None), *((each.words(language), each) for each in days)]
        return [
            {
                "title": title,
                "address": self.on(each).address(path, **more),
                "current": each == self.days,
            }
            for title, each in chips
        ]

    def others(self) -> list[dict[str, Any]]:
        """For the template: each other filter with its options."""
        access = [(fact.value, str(fact.label).split(":")[0]) for fact in ACCESS_OFFERED]
        bookings = [
            (HowToCome.DROP_IN.value, _("Just drop in")),
            (HowToCome.BOOKABLE.value, _("Book a place")),
        ]
        settings = [
            (Setting.IN_PERSON.value, _("At a library")),
            (Setting.ONLINE.value, _("Online")),
            (Setting.OUTREACH.value, _("Out and about")),
        ]
        return [
            _filter("where", _("Where"), _("Anywhere"), settings, self.setting),
            _filter("who", _("Who for"), _("Everyone"), Audience.choices, self.audience),
            _filter("theme", _("What about"), _("Anything"), Theme.choices, self.theme),
            _filter("access", _("Access"), _("Any"), access, self.access),
            _filter("booking", _("Booking"), _("Any"), bookings, self.booking),
        ]


def tidy(typed: Any) -> str:
    """What was typed into a box, in one line of a sensible length."""
    return " ".join(str(typed).replace("\0", " ").split())[:LONGEST]


def _days(given: Any, today: date) -> Days | None:
    said = tidy(given or "")
    return named(said, today) if said in CODES else read_days(said, today) if said else None


def _one_of(given: Any, known: Iterable[str]) -> str:
    return given if isinstance(given, str) and given in known else ANY


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
