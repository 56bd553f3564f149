"""Open watch pages as they beat, and what a count of them comes to."""

from dataclasses import dataclass, field
from itertools import count as numbers

from branchline.live.stream.counting import Count
from branchline.live.stream.tally import HEAD, Tally, tally

BEAT = 15.0
TOKENS = (f"token{number:015d}" for number in numbers())


def came_to(count: Count, *, pace: int = 2) -> Tally:
    count.tidy(count.began)
    return tally([f"{line}\n".encode() for line in (HEAD, *count.lines)], pace=pace)


@dataclass
class Page:
    """An open watch page, as assets/live counts: seconds of picture so far, in memory only."""

    count: Count
    shown: float = 0.0
    token: str = field(default_factory=lambda: next(TOKENS))

    def beat(self, now: float) -> None:
        self.count.beat(self.token, self.shown, now)

    def watch(self, now: float, seconds: float) -> float:
        """Play for so long; the moment after it."""
        self.beat(now)
        until = now + seconds
        while now + BEAT <= until:
            now, self.shown = now + BEAT, self.shown + BEAT
            self.beat(now)
        return until

    def load_again(self, now: float) -> "Page":
        self.count.leave(self.token, self.shown, now)
        page = Page(self.count)
        self.count.again(page.token, now + 2)
        return page
