"""How many screens watch: only what beats tell, kept in memory, and nothing that could be joined to a person.

A screen is an open watch page. It draws a token by lot when it opens (never kept in the browser, no address is looked
at) and tells every 15 seconds how far its picture went on. A page that is paused, hidden and still, or that a
preview robot opened tells of no picture, and counts as nobody.
"""

from dataclasses import dataclass, field

EVERY = 15.0
"""Seconds between two beats of a screen."""
FRESH = 45.0
"""Seconds after which a screen that says nothing any more is gone."""
MOVED = 10.0
"""Seconds of picture between two beats that show that somebody can see it."""
STAYED = 60.0
"""Seconds of picture from which a screen is one that stayed."""
MOST = 50_000
"""Screens remembered at once. One machine carries no more; a flood of made-up tokens ends here."""


@dataclass(slots=True)
class Screen:
    heard: float
    position: float
    watching_at: float = float("-inf")
    seconds: float = 0.0


@dataclass
class Count:
    """The screens of one broadcast. Times and positions are seconds."""

    screens: dict[str, Screen] = field(default_factory=dict)
    peak: int = 0
    gone_stayed: int = 0
    gone_seconds: float = 0.0

    def beat(self, token: str, position: float, now: float) -> None:
        """A screen tells how far its picture is."""
        screen = self.screens.get(token)
        if screen is None:
            if len(self.screens) < MOST:
                self.screens[token] = Screen(now, position)
            return
        # Nobody sees more seconds than pass: a screen that jumps has not watched what lies between.
        forward = min(position - screen.position, (now - screen.heard) * 1.5)
        if forward >= MOVED:
            screen.watching_at = now
        screen.seconds += max(0.0, forward)
        screen.heard, screen.position = now, position

    def watching(self, now: float) -> int:
        """Screens with a moving picture now. Forgets those that have gone; their minutes stay."""
        for token in [t for t, s in self.screens.items() if s.heard < now - FRESH]:
            self._leave(self.screens.pop(token))
        count = sum(screen.watching_at >= now - FRESH for screen in self.screens.values())
        self.peak = max(self.peak, count)
        return count

    @property
    def stayed(self) -> int:
        """Screens that had a minute of picture or more, gone or not."""
        return self.gone_stayed + sum(s.seconds >= STAYED for s in self.screens.values())

    @property
    def minutes(self) -> float:
        """Minutes of picture, on all screens together."""
        return (self.gone_seconds + sum(s.seconds for s in self.screens.values())) / 60

    def _leave(self, screen: Screen) -> None:
        self.gone_stayed += screen.seconds >= STAYED
        self.gone_seconds += screen.seconds
