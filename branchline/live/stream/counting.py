"""How many screens watch: only what beats tell, and nothing that could be joined to a person.

A screen is an open watch page. It draws a token by lot when it opens, keeps it nowhere, and says every 15 seconds how
many seconds of picture or sound it has had so far: a number that only grows. A page that is paused, still or opened by
a robot has had none, and counts as nobody. No address is looked at: a hundred screens behind one are a hundred.

A page that is left says so. One that is loaded again says that too, under its new token, and takes the place of the
one that has just left: whichever that was, the count is right, and nothing had to be kept in anybody's browser.

What counts is written down in lines (`beats`), in which a screen is a number from 0, by lot of its coming.
"""

from collections import deque
from dataclasses import dataclass, field

FRESH = 45.0
"""Seconds after which a screen that says nothing any more is gone."""
MOVED = 10.0
"""Seconds of picture between two beats that show that somebody can see it."""
QUICKER = 1.25
"""Nobody sees more seconds than pass; a beat may have been late, and who catches up plays a little faster."""
AGAIN = 60.0
"""Seconds after it left for which a page that is loaded again takes a screen's place."""
GONE = 1800.0
"""Seconds after which a silent screen that comes back is another one."""
MOST = 50_000
"""Screens remembered at once. One machine carries no more; a flood of made-up tokens ends here."""
HEARTS = 1.0
"""Seconds between two hearts of a screen."""
LARGEST_FAMILY = 6


@dataclass(slots=True)
class Screen:
    """One open page. `heard`, `shown`: when it last told something new, and how many seconds of picture it had had."""

    heard: float
    shown: float
    number: int | None = None
    """Once a moving picture has been seen on it."""
    moved: float = float("-inf")
    hearted: float = float("-inf")
    people: int = 0
    """How many sit before it, as they said before it had shown anything."""
    left: float = float("-inf")


@dataclass
class Count:
    """The screens of one broadcast. Times are `time.monotonic`; `began`: zero of the lines."""

    began: float
    screens: dict[str, Screen] = field(default_factory=dict)
    """Those that have shown something moving."""
    new: dict[str, Screen] = field(default_factory=dict)
    """Those that have only said that they are there: the oldest are forgotten first."""
    left: dict[str, Screen] = field(default_factory=dict)
    known: int = 0
    """Numbers given to screens so far."""
    hearts: int = 0
    given: int = 0
    """Segments given to players since the last line that says so: what the other witness goes by."""
    lines: deque[str] = field(default_factory=deque)
    """What is not written down yet."""

    def beat(self, token: str, shown: float, now: float) -> None:
        """A screen has had so many seconds of picture so far. Saying it again, however often, changes nothing."""
        screen = self.screens.get(token) or self.new.get(token) or self._back(token, now)
        if screen is None:
            if len(self.new) >= MOST:
                del self.new[next(iter(self.new))]
            self.new[token] = Screen(now, shown)
            return
        forward = min(shown - screen.shown, (now - screen.heard) * QUICKER)
        if forward < MOVED:
            return
        if screen.number is None and not self._admit(token, screen, now):
            return
        screen.heard, screen.shown, screen.moved = now, shown, now
        self._say("b", now, screen, f"{forward:.1f}")

    def leave(self, token: str, shown: float, now: float) -> None:
        """The page is closed, or about to be loaded again; what it has had since its last beat counts."""
        self.new.pop(token, None)
        screen = self.screens.pop(token, None)
        if screen is not None:
            forward = min(shown - screen.shown, (now - screen.heard) * QUICKER)
            if forward > 0:
                self._say("b", now, screen, f"{forward:.1f}")
            screen.left = now
            self.left[token] = screen
            self._say("l", now, screen)

    def again(self, token: str, now: float) -> None:
        """A page was loaded again: it takes the place of the one that left last."""
        if token in self.screens or token in self.new or not self.left:
            return
        before, screen = self.left.popitem()
        if now - screen.left > AGAIN:
            self.left[before] = screen
            return
        screen.heard, screen.shown = now, 0.0
        self.screens[token] = screen
        self._say("r", now, screen)

    def heart(self, token: str, now: float) -> None:
        """Somebody who watches pressed the heart."""
        screen = self.screens.get(token)
        if screen is not None and self._watches(screen, now) and now - screen.hearted >= HEARTS:
            screen.hearted = now
            self.hearts += 1

    def family(self, token: str, people: int, now: float) -> None:
        """How many sit before this screen, as somebody who sits there says; the last word counts."""
        screen = self.screens.get(token) or self.new.get(token)
        if screen is None or not 1 <= people <= LARGEST_FAMILY:
            return
        screen.people = people
        if screen.number is not None:
            self._say("p", now, screen, str(people))

    def gave_segment(self) -> None:
        """A player was given a segment with picture or sound."""
        self.given += 1

    def watching(self, now: float) -> int:
        """Screens on which something moves now."""
        return sum(self._watches(screen, now) for screen in self.screens.values())

    def tidy(self, now: float) -> None:
        """Forget who has gone, and write down what players were given meanwhile."""
        for token in [t for t, s in self.screens.items() if s.heard < now - GONE]:
            del self.screens[token]
        for token in [t for t, s in self.left.items() if s.left < now - AGAIN]:
            del self.left[token]
        for token in [t for t, s in self.new.items() if s.heard < now - GONE]:
            del self.new[token]
        if self.given:
            self.lines.append(f"s {self.second(now)} {self.given}")
            self.given = 0

    def second(self, now: float) -> int:
        """Whole seconds since the count began."""
        return int(now - self.began)

    def _admit(self, token: str, screen: Screen, now: float) -> bool:
        if len(self.screens) >= MOST:
            return False
        self.screens[token] = self.new.pop(token)
        screen.number = self.known
        self.known += 1
        if screen.people:
            self._say("p", now, screen, str(screen.people))
        return True

    def _back(self, token: str, now: float) -> Screen | None:
        """A page that was left and is looked at again, by the way back."""
        screen = self.left.pop(token, None)
        if screen is not None:
            self.screens[token] = screen
            self._say("r", now, screen)
        return screen

    def _say(self, what: str, now: float, screen: Screen, more: str = "") -> None:
        self.lines.append(f"{what} {self.second(now)} {screen.number} {more}".rstrip())

    @staticmethod
    def _watches(screen: Screen, now: float) -> bool:
        return screen.moved >= now - FRESH
