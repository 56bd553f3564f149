"""The nameplate of a room: what it plugs into the house. Found in `apps.py`, never wired twice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import AppConfig, apps
from django.utils.functional import Promise

if TYPE_CHECKING:
    from ninja import Router

    from .answering import Answering
    from .generating import Country
    from .ledger import Kind
    from .operations import Log
    from .permits import Permit


@dataclass(frozen=True)
class DeskPage:
    """A page in the navigation of the desk: shown to those who hold its permit."""

    title: "str | Promise"
    url_name: str
    permit: "Permit"
    order: int = 50
    further: str = ""
    """Another page of the same part of the desk, by its URL name: it marks this entry too."""
    below: tuple[str, ...] = ()
    """First words of further addresses of the desk that belong to it."""


@dataclass(frozen=True)
class DeskLink:
    """What every page of the desk offers, beside its navigation. `icon`: its name."""

    title: "str | Promise"
    address: str
    icon: str


@dataclass(frozen=True)
class SitePage:
    """A page in the public navigation: the country's, and a service's own where it has one."""

    title: "str | Promise"
    national: str = ""
    service: str = ""
    order: int = 50
    footer: bool = False
    name: str = ""
    demo: bool = False
    """In the banner of the demo only."""


@dataclass(frozen=True)
class LibraryPage:
    """A page of a service about one of its libraries, which the library's own page leads to.

    `about` is the name under which its address takes the library's public id."""

    title: "str | Promise"
    url_name: str
    about: str
    order: int = 50


@dataclass(frozen=True)
class PersonPage:
    """A page of a room about one resident, which their record leads those to who hold its permit.

    Its address takes the resident's public id."""

    title: "str | Promise"
    url_name: str
    permit: "Permit"
    order: int = 50


@dataclass(frozen=True)
class StillOn:
    """Something that goes on at a library on a day on which it is closed, and where to settle it."""

    words: str
    address: str


@dataclass(frozen=True)
class OnScreen:
    """Something that can be watched from home, live: where, and whether it is on the air at this moment."""

    title: Any
    place: Any
    address: str
    on_air: bool


@dataclass(frozen=True)
class Source:
    """Open data that a room shows: what, whose, by which licence, and the words the licence asks for."""

    what: "str | Promise"
    whose: str
    licence: str
    licence_address: str
    statement: str = ""


@dataclass(frozen=True)
class Retention:
    """How long rows about people are kept, why, and the action that removes what is past it.

    With a `name` and the `least` that still serves the purpose, a service may keep it for less; then
    `remove` takes the length as well: `remove(now, kept_for)`.
    """

    what: "str | Promise"
    kept_for: timedelta
    because: "str | Promise"
    remove: Callable[..., int]
    name: str = ""
    least: timedelta | None = None

    def apply(self, now: datetime, kept_for: timedelta) -> int:
        """Remove what is older. Returns rows."""
        removed = self.remove(now) if self.least is None else self.remove(now, kept_for)
        return removed or 0


@dataclass(frozen=True)
class Check:
    """One finding of `branchline doctor`: well, or what is wrong and how to put it right."""

    name: str
    well: bool
    sentence: str


class Room(AppConfig):
    """Base of every room's nameplate. Override what the room has; leave the rest."""

    floor: ClassVar[int]
    title: ClassVar["str | Promise"]
    colour: ClassVar[str] = "#005E5D"
    default_auto_field = "django.db.models.BigAutoField"
    default = False

    def __init_subclass__(cls) -> None:
        # Django picks the one class of a nameplate that is a default; the base is none.
        cls.default = True

    @property
    def short(self) -> str:
        """The room's name in code: `events`."""
        return self.name.rsplit(".", 1)[-1]

    def desk_pages(self) -> Sequence[DeskPage]:
        """Pages for the desk's navigation."""
        return ()

    def on_every_desk_page(self, request: Any) -> Sequence[DeskLink]:
        """What this room offers on every page of a service's desk, to whoever is there. No query."""
        return ()

    def national_desk_pages(self) -> Sequence[DeskPage]:
        """Pages for the desk of the national roles, which is no service's."""
        return ()

    def site_pages(self) -> Sequence[SitePage]:
        """Pages for the public navigation and the footer."""
        return ()

    def library_pages(self) -> Sequence[LibraryPage]:
        """Pages about one library, for its own page on the floor below."""
        return ()

    def person_pages(self) -> Sequence[PersonPage]:
        """Pages about one resident, for their record on the floor below."""
        return ()

    def still_on(self, *, branch_id: int, days: Sequence[tuple[date, date]]) -> Sequence[StillOn]:
        """What goes on at a library in these spans of days (both ends count): it is closed then."""
        return ()

    def on_screen(self, *, dates: Sequence[str]) -> "Mapping[str, OnScreen]":
        """Which of these dates of events (public ids) go out live, and where they can be watched. One query."""
        return {}

    def way_in(self, *, date: str) -> str:
        """Where somebody who has booked for this date of an event (its public id) takes part from home, as an address
        of our own; empty: not here. At most two queries."""
        return ""

    def live_now(self, *, service_id: int | None = None) -> Sequence[OnScreen]:
        """What is on the air at this moment: of a service, or anywhere. One query."""
        return ()

    def waiting(self, request: Any) -> Sequence[DeskLink]:
        """What waits for whoever is at the desk, for its first page on a floor below. One query."""
        return ()

    def offers(self, *, service_id: int, slug: str) -> Sequence[DeskLink]:
        """What a resident can ask a service for beside its programme, for its first page. One query."""
        return ()

    def sources(self) -> Sequence[Source]:
        """Where this room's open data comes from, for the page that every footer leads to."""
        return ()

    def permits(self) -> "Sequence[Permit]":
        """The permits this room declares: every `Permit` in its permits.py."""
        from .permits import Permit

        module = self._shelf("permits")
        return [v for v in vars(module).values() if isinstance(v, Permit)] if module else []

    def kinds(self) -> "Sequence[Kind]":
        """The kinds of happening this room records: every `Kind` in its measures.py."""
        from .ledger import Kind

        module = self._shelf("measures")
        return [v for v in vars(module).values() if isinstance(v, Kind)] if module else []

    def logs(self) -> "Sequence[Log]":
        """What devices may write down without a network, and send later (`core.offline`)."""
        return ()

    def answering(self) -> "Sequence[Answering]":
        """What of this room's letters somebody can say yes or no to on the telephone."""
        return ()

    def record_pages(self) -> "Mapping[str, str | Promise]":
        """Pages on which somebody's record is read, as the read log names them, in words."""
        return {}

    def retention(self) -> Sequence[Retention]:
        """What is kept for how long."""
        return ()

    def export_about(self, person: str) -> Mapping[str, Any]:
        """Everything held about a person ("contact:12", "resident:7") of the current service."""
        return {}

    def forget(self, person: str, *, now: datetime) -> int:
        """Erase a person from this room; counts stay in the ledger. Returns rows touched."""
        return 0

    def demo(self, *, now: datetime) -> None:
        """Load this room's part of the demo. Runs floor by floor, from the ground up."""

    def generate(self, country: "Country") -> None:
        """Make this room's part of a country of invented rows, for measurements."""

    def consistent(self) -> "Sequence[str]":
        """What does not add up in this room's generated rows, in words. Asked as the owner."""
        return ()

    def checks(self, *, now: datetime) -> Sequence[Check]:
        """What `branchline doctor` should look at here."""
        return ()

    def open_data(self) -> "Sequence[Router]":
        """What the room gives to anybody's programs: routers of `core.open_data`."""
        return ()

    def urls(self, audience: str) -> list[Any]:
        """The room's addresses for one audience: national, public, desk or api."""
        module = self._shelf("urls")
        return list(getattr(module, audience, [])) if module else []

    def _shelf(self, name: str) -> Any:
        path = f"{self.name}.{name}"
        return import_module(path) if find_spec(path) else None


def rooms() -> Iterator[Room]:
    """All rooms, from the ground floor up."""
    found = [config for config in apps.get_app_configs() if isinstance(config, Room)]
    yield from sorted(found, key=lambda room: (room.floor, room.short))


def every_desk_page() -> list[DeskPage]:
    """The navigation of a service's desk, in order. The first page that somebody may see is theirs to begin with."""
    return sorted((p for room in rooms() for p in room.desk_pages()), key=lambda p: p.order)


def every_person_page() -> list[PersonPage]:
    """What a resident's record leads to in other rooms, in order."""
    return sorted((p for room in rooms() for p in room.person_pages()), key=lambda p: p.order)


def every_national_desk_page() -> list[DeskPage]:
    """The same for the country's desk."""
    return sorted(
        (p for room in rooms() for p in room.national_desk_pages()), key=lambda p: p.order
    )


def on_screen(*, date: str) -> OnScreen | None:
    """Where this date of an event (its public id) can be watched live, if anywhere."""
    return next((found[date] for room in rooms() if (found := room.on_screen(dates=[date]))), None)


def way_in(*, date: str) -> str:
    """Where somebody who has booked for this date takes part from home, if a room has it."""
    return next((found for room in rooms() if (found := room.way_in(date=date))), "")


def live_now(*, service_id: int | None = None) -> list[OnScreen]:
    """What is on the air at this moment, from whatever room: of a service, or anywhere."""
    return [each for room in rooms() for each in room.live_now(service_id=service_id)]


def waiting_at_desk(request: Any) -> list[DeskLink]:
    """What waits for this person in whatever room."""
    return [each for room in rooms() for each in room.waiting(request)]


def offers(*, service_id: int, slug: str) -> list[DeskLink]:
    """What a service offers beside its programme, from whatever room."""
    return [each for room in rooms() for each in room.offers(service_id=service_id, slug=slug)]
