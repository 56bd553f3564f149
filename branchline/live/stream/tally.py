"""What the lines of a count come to. Anybody can do it again: the file holds numbers and no people.

    b SECOND SCREEN SECONDS   the screen has had so many more seconds of picture
    l SECOND SCREEN           it was closed
    r SECOND SCREEN           it was loaded again
    s SECOND SEGMENTS         so many segments were given to players since the line before
    p SECOND SCREEN PEOPLE    so many sit before it, as they say

Seconds are counted from the first. A screen watches for 45 seconds after each `b`, unless it was closed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from .counting import FRESH, QUICKER

STAYED = 60.0
"""Seconds of picture from which a screen is one that stayed."""
APART = 5.0
"""Percent by which the two witnesses may differ before it is said."""
ENOUGH = 10.0
"""Minutes of picture under which comparing two witnesses says nothing."""
HEAD = "# branchline beats 1"


@dataclass(frozen=True)
class Minute:
    """One minute of a broadcast, from 0: screens that watched on average, and players by the other witness."""

    number: int
    watching: int
    players: int


@dataclass(frozen=True)
class Tally:
    """A whole broadcast."""

    screens: int
    peak: int
    stayed: int
    minutes: float
    """Of picture, on all screens together."""
    given_minutes: float
    """The other witness: minutes of picture in the segments that players were given."""
    told: int
    """Screens before which somebody said how many they are."""
    people: int
    """How many they said, together."""
    by_minute: tuple[Minute, ...]
    digest: str

    @property
    def minutes_each(self) -> float | None:
        """Minutes of picture per screen; None without a screen."""
        return self.minutes / self.screens if self.screens else None


def percent_apart(minutes: float, given_minutes: float) -> float | None:
    """How far the witnesses differ; None where too little was watched, or nothing was seen by the other one. More than
    `APART` is not to be believed without a second look."""
    if minutes < ENOUGH or not given_minutes:
        return None
    return 100 * abs(given_minutes - minutes) / minutes


class NotBeats(ValueError):
    """A file that is something else, or a line that can't be read: `line` from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not a line of beats")
        self.line = line


def tally_file(path: Path, *, pace: int) -> Tally:
    """The same, of a file. Raises NotBeats."""
    with path.open("rb") as file:
        return tally(file, pace=pace)


def tally(lines: Iterable[bytes], *, pace: int) -> Tally:
    """Add it all up; `pace`: seconds of a segment. Raises NotBeats."""
    seen = sha256()
    seconds: dict[int, float] = defaultdict(float)
    last: dict[int, int] = {}
    until: dict[int, int] = {}
    people: dict[int, int] = {}
    given: dict[int, int] = defaultdict(int)
    steps: dict[int, int] = defaultdict(int)

    def watches(screen: int, since: int, to: int) -> None:
        begins = max(since, until.get(screen, 0))
        if to > begins:
            steps[begins] += 1
            steps[to] -= 1
            until[screen] = to

    for number, line in enumerate(lines, 1):
        seen.update(line)
        text = line.decode("ascii", "replace").rstrip("\n")
        if number == 1:
            if text != HEAD:
                raise NotBeats(1)
            continue
        try:
            match text.split(" "):
                case ["b", at, who, more]:
                    second, screen = int(at), int(who)
                    # A process that was killed may say the same picture twice: nobody sees more than passes.
                    passed = second - last.get(screen, second - int(FRESH * 2)) + 1
                    seconds[screen] += min(float(more), passed * QUICKER)
                    last[screen] = second
                    watches(screen, second, second + int(FRESH))
                case ["l", at, who]:
                    second, screen = int(at), int(who)
                    if until.get(screen, 0) > second:
                        steps[second] -= 1
                        steps[until[screen]] += 1
                        until[screen] = second
                case ["r", at, who]:
                    second, screen = int(at), int(who)
                    watches(screen, second, last.get(screen, second) + int(FRESH))
                case ["s", at, segments]:
                    given[int(at)] += int(segments)
                case ["p", at, who, count]:
                    people[int(who)] = int(count)
                case _:
                    raise NotBeats(number)
        except ValueError:
            raise NotBeats(number) from None
    return Tally(
        screens=len(seconds),
        peak=max(accumulate(steps[each] for each in sorted(steps)), default=0),
        stayed=sum(each >= STAYED for each in seconds.values()),
        minutes=round(sum(seconds.values()) / 60, 2),
        given_minutes=round(sum(given.values()) * pace / 60, 2),
        told=len(people),
        people=sum(people.values()),
        by_minute=tuple(_minutes(steps, given, pace)),
        digest=seen.hexdigest(),
    )


def _minutes(steps: dict[int, int], given: dict[int, int], pace: int) -> Iterable[Minute]:
    end = max([*steps, *given], default=0)
    now = 0
    for number in range(end // 60 + 1):
        watched = fetched = 0
        for second in range(number * 60, number * 60 + 60):
            now += steps.get(second, 0)
            watched += now
            fetched += given.get(second, 0)
        yield Minute(number, round(watched / 60), round(fetched * pace / 60))
