"""A town of invented people and how they answer the telephone: pure, and the same for the same seed.

What somebody does is drawn from who they are and the moment at which they are rung, never from how often anybody has
drawn before: two ladders that ring at the same hour meet the same person at home. Shares follow what was measured and told
(research/calls.md, sections 2 and 4: of 10,400 calls 62% answered, 24% not, 8% busy, 6% wrong; call screeners; lines
shared; people hear better who is ringing when a message was left). Numbers are Ofcom's for drama.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from branchline.core.clock import in_london

AREAS = (
    *("01632960{:03d}", "0207946{:04d}", "0191498{:04d}", "0292018{:04d}", "07700900{:03d}"),
    *(f"{code}496{{:04d}}" for code in (
        "0113", "0114", "0115", "0116", "0117", "0118", "0121", "0131", "0141", "0151", "0161",
    )),
)  # fmt: skip
IN_AN_AREA = 1_000
MOST_PEOPLE = len(AREAS) * IN_AN_AREA
"""Who would need more numbers than there are for drama."""

FIRST = (
    "Maud Arthur Sana Winifred Harold Edith Desmond Olive Nasreen Stanley Beryl Winston Doris Gwyn Ivy Cyril Meena Albert "
    "Sheila Frank Rosa Clifford Nora Ernest Farida Vera Leonard Mabel Gladys Idris Joyce Percy Hilda Tadeusz Muriel Walter "
    "Agnes Reginald Phyllis Horace"
).split()
LAST = (
    "Okafor Bright Pemberton Malik Hughes Larkin Osei Winter Shah Tanner Whitlock Evans Marsh Rahman Sutton Kowalski Frost "
    "Ames Bevan Cole Dunn Ellery Finch Grant Holt Ivers Judd Kerr Lowe Moss Nash Orme Peel Quill Rowe Stone Thorne Unwin "
    "Vale Wyatt"
).split()

AT_HOME = (0.6, 0.56, 0.5, 0.6, 0.56, 0.46, 0.5, 0.58, 0.68, 0.74, 0.72)
"""How likely somebody is in and picks up, by the hour on the wall from `FROM` on."""
FROM = 9
AT_RISK, SHARED, WRONG, SCREENS, USUAL = 0.1, 0.12, 0.04, 0.05, 0.7
"""Shares of people: rung before others; on a line with the one before; whose number is somebody else's; who let it ring
until a message says who it is; who have a usual caller."""
BUSY = 0.05
"""Of lines, at any moment."""


@dataclass(frozen=True)
class Person:
    """Somebody of the town. `shift`: how much more, or less, they are in than others; `usual`: which caller."""

    n: int
    first: str
    last: str
    number: str
    at_risk: bool = False
    wrong: bool = False
    screens: bool = False
    shift: float = 0.0
    usual: int | None = None
    silent: bool = False
    """Asks for a call each morning, always answers, and then does not (`Town.falls_silent`)."""
    discloses: bool = False
    """Tells their caller on Friday afternoon what must not wait until Monday."""


@dataclass(frozen=True)
class Caller:
    """Who rings. `shifts`: (day of the week, from, until) in hours; `script`: whether their browser runs scripts, and so
    keeps a long call in hand."""

    n: int
    first: str
    last: str
    shifts: tuple[tuple[int, float, float], ...]
    script: bool = True


@dataclass(frozen=True)
class Town:
    """Who lives there and who rings them. `begins`: a Monday, nine o'clock."""

    seed: int
    begins: datetime
    people: tuple[Person, ...]
    callers: tuple[Caller, ...]

    @property
    def falls_silent(self) -> datetime:
        """From then on one person, who has always answered, does not: nine days in, when their habit is known."""
        return in_london(self.begins + timedelta(days=9)).replace(hour=0)

    @property
    def disclosure(self) -> datetime:
        """Friday, 16:55."""
        return in_london(self.begins + timedelta(days=4)).replace(hour=16, minute=55)

    def draw(self, *what: object) -> Random:
        """Chance, of this town and of that alone."""
        return Random("/".join(str(each) for each in (self.seed, *what)))  # noqa: S311 (it is a play)

    def is_in(self, person: Person, moment: datetime) -> bool:
        """Whether they are at home and pick up. Who is out at ten may be in at six; who is in at ten is in at eleven."""
        here = in_london(moment)
        if person.silent:
            return here < self.falls_silent
        if person.discloses:
            return True
        part = 0 if here.hour < 12 else 1 if here.hour < 17 else 2
        chance = AT_HOME[here.hour - FROM] + person.shift
        return self.draw("in", person.n, here.date(), part).random() < chance

    def is_busy(self, number: str, moment: datetime) -> bool:
        """Whether somebody there talks to somebody else."""
        here = in_london(moment)
        slot = here.hour * 3 + here.minute // 20
        return self.draw("busy", number, here.date(), slot).random() < BUSY


def make_town(*, seed: int, people: int, callers: int, begins: datetime) -> Town:
    """The same for the same four. Two people are staged: the first at risk falls silent, the next discloses.

    Raises ValueError for more people than there are numbers for drama, fewer than ten, or nobody who rings.
    """
    if not 10 <= people <= MOST_PEOPLE:
        raise ValueError(f"A town has 10 to {MOST_PEOPLE:,} people")
    if callers < 1:
        raise ValueError("Somebody has to ring: say at least one caller")
    chance = Random(f"{seed}/town")  # noqa: S311 (it is a play)
    numbers = [area.format(n) for area in AREAS for n in range(IN_AN_AREA)]
    chance.shuffle(numbers)
    staff = tuple(_caller(n, chance) for n in range(callers))
    return Town(seed, begins, tuple(_people(people, callers, numbers, chance)), staff)


def _people(count: int, callers: int, numbers: list[str], chance: Random) -> "list[Person]":
    made = [
        Person(0, "Pearl", "Invented", numbers.pop(), at_risk=True, silent=True),
        Person(1, "Dorothy", "Invented", numbers.pop(), at_risk=True, discloses=True),
    ]
    shares = False
    for n in range(len(made), count):
        last = made[-1]
        # Two on a line, never three; the staged have theirs alone.
        shares = not shares and n > 3 and chance.random() < SHARED / 2
        first = chance.choice([name for name in FIRST if not shares or name != last.first])
        made.append(
            Person(
                n,
                first,
                last.last if shares else chance.choice(LAST),
                last.number if shares else numbers.pop(),
                at_risk=chance.random() < AT_RISK,
                wrong=last.wrong if shares else chance.random() < WRONG,
                screens=chance.random() < SCREENS,
                shift=chance.triangular(-0.3, 0.3, 0.05),
                usual=chance.randrange(callers) if chance.random() < USUAL else None,
            )
        )
    return made


def _caller(n: int, chance: Random) -> Caller:
    """A volunteer's week. The first is the library's own desk, there every morning and on Friday afternoon."""
    shifts: list[tuple[int, float, float]] = []
    for day in range(7):
        if n == 0:
            shifts.append((day, 9.5, 12))
        elif chance.random() < (0.6 if day < 5 else 0.3):
            shifts.append(
                (day, *chance.choice(((9, 12), (10, 13), (13, 17), (14, 17), (17, 19.5))))
            )
    if n == 0:
        shifts.append((4, 13, 17.5))
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return Caller(n, first, last, tuple(sorted(shifts)), script=n == 0 or chance.random() > 0.15)
