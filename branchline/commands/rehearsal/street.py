"""What a caller hears when they ring: of one play, since it remembers who is on the line and who has been left a message."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from branchline.core.clock import in_london

from .town import Person, Town

NEEDS = ("food", "medicine", "company", "books", "digital", "hearing", "home", "money")
PICKS_UP = timedelta(minutes=2)
"""A call that nobody takes: eight rings, a message, and writing it down."""
WRITES = timedelta(minutes=3)
"""After a talk."""


@dataclass(frozen=True)
class Said:
    """How a call went, as the form asks for it. `takes`: until it is reported; `talks`: of that, on the line."""

    outcome: str
    takes: timedelta = PICKS_UP
    talks: timedelta = timedelta()
    message_left: bool = False
    hard: bool = False
    need: str = ""
    urgency: str = ""
    again: datetime | None = None
    """When they asked to be rung."""
    concern: str = ""
    """How urgent, where they said what worries their caller."""


@dataclass
class Street:
    """The telephones of the town."""

    town: Town
    engaged: dict[str, datetime] = field(default_factory=dict)
    knows_us: set[int] = field(default_factory=set)
    """Who screens calls and has been left a message."""
    told: bool = False
    """Whether the staged disclosure was made."""

    def __post_init__(self) -> None:
        self.by_number: dict[str, list[Person]] = {}
        for person in self.town.people:
            self.by_number.setdefault(person.number, []).append(person)

    def ring(self, number: str, first: str, moment: datetime) -> Said:
        """Ring a number and ask for somebody, as the call screen says."""
        there = self.by_number[number]
        person = next(each for each in there if each.first == first)
        if self.engaged.get(number, moment) > moment or self._is_busy(person, moment):
            return Said("busy", timedelta(minutes=1))
        said = self._answer(person, there, moment)
        if said.talks:
            self.engaged[number] = moment + said.talks
        return said

    def _is_busy(self, person: Person, moment: datetime) -> bool:
        staged = person.silent or person.discloses
        return not staged and self.town.is_busy(person.number, moment)

    def _answer(self, person: Person, there: list[Person], moment: datetime) -> Said:
        chance = self.town.draw("said", person.n, moment.isoformat())
        if person.wrong:
            return Said("wrong_number")
        if self.town.is_in(person, moment):
            if person.screens and person.n not in self.knows_us:
                self.knows_us.add(person.n)
                return Said("answerphone", message_left=True)
            return self._talk(person, moment, chance)
        other = next((each for each in there if each is not person), None)
        if other is not None and self.town.is_in(other, moment):
            return _for_them(moment, chance)
        return Said("answerphone") if chance.random() < 0.2 else Said("no_answer")

    def _talk(self, person: Person, moment: datetime, chance: Random) -> Said:
        if person.silent:
            return _talked(14, again=_morning(moment))
        if person.discloses and not self.told:
            self.told = True
            until = max(self.town.disclosure, moment + timedelta(minutes=2))
            return Said(
                "answered", until - moment + WRITES, until - moment, hard=True, concern="today"
            )
        draw = chance.random()
        if draw < 0.88:
            return _chat(person, chance)
        if draw < 0.92:
            return Said("not_today")
        if draw < 0.96:
            later = moment + timedelta(hours=chance.randint(2, 30))
            return Said("call_back", again=_in_hours(later))
        return Said("could_not_hear") if draw < 0.985 else Said("no_more")


def _chat(person: Person, chance: Random) -> Said:
    minutes = round(chance.triangular(3, 40 if person.at_risk else 32, 10))
    need = chance.choice(NEEDS) if chance.random() < 0.14 else ""
    urgency = chance.choice(("today", "days", "soon", "soon")) if need else ""
    worried = chance.random() < (0.012 if person.at_risk else 0.002)
    concern = chance.choice(("today", "today", "soon")) if worried else ""
    hard = worried or chance.random() < 0.03
    return _talked(minutes, need=need, urgency=urgency, concern=concern, hard=hard)


def _talked(minutes: int, **more: object) -> Said:
    talks = timedelta(minutes=minutes)
    return Said("answered", talks + WRITES, talks, **more)  # type: ignore[arg-type]


def _for_them(moment: datetime, chance: Random) -> Said:
    """Whoever shares the line picks up."""
    draw = chance.random()
    if draw < 0.01:
        return Said("has_died", timedelta(minutes=6), timedelta(minutes=5), hard=True)
    later = _in_hours(moment + timedelta(hours=chance.randint(1, 6))) if draw < 0.5 else None
    return Said("someone_else", again=later)


def _morning(moment: datetime) -> datetime:
    """Ten o'clock tomorrow."""
    return (in_london(moment) + timedelta(days=1)).replace(hour=10, minute=0, second=0)


def _in_hours(moment: datetime) -> datetime:
    """The same, or ten the next morning where it is night."""
    return moment if 9 <= in_london(moment).hour < 19 else _morning(moment)
