"""How a broadcast goes, told by its caster in a small file to whoever asks: pages in another process."""

import json
from dataclasses import asdict, dataclass, field

from .house import House, put

EVERY = 2.0
"""Seconds after which it is told again though nothing changed."""
SILENT = 12.0
"""Seconds of silence after which a caster is away: one that is killed is back sooner."""


@dataclass(frozen=True)
class Going:
    """How it goes. `at`: when that was told, by `time.monotonic`, which all processes of a machine share."""

    shows: str
    """What viewers see: nothing, slate or picture."""
    quiet: int
    """Seconds for which who is shown has been black and silent, in tens."""
    trouble: dict[str, str] = field(default_factory=dict)
    """Of each session that has one (`feeding.Trouble`)."""
    at: float = 0.0

    def is_news(self, before: "Going | None") -> bool:
        """Something is different, or it is time to say that nothing is."""
        return (
            before is None
            or (self.shows, self.quiet, self.trouble)
            != (before.shows, before.quiet, before.trouble)
            or self.at - before.at >= EVERY
        )


def tell(house: House, going: Going) -> None:
    """Let it be known. Raises OSError on a disk that is full to the last byte."""
    put(house.state, json.dumps(asdict(going)))


def told(house: House) -> Going | None:
    """What was told last; None where nobody looks after it."""
    try:
        return Going(**json.loads(house.state.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def is_away(going: Going | None, now: float) -> bool:
    """Nobody has told anything for a while. What was told before this machine was switched on again is old too."""
    return going is None or not 0 <= now - going.at < SILENT
