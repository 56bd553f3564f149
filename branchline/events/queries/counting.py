"""From everything that devices wrote down about a date to the number of people: one fold, in any order.

Presses are summed. Of what was ticked for one booking the latest counts (`made_at`, then the id, so that all
who have the same operations agree). Heads that were counted and names that were ticked are never added up:
each knows only those whom it saw, so whichever saw more people is who came.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from branchline.core.models import Operation
from branchline.core.offline import operations_about
from branchline.events.models import Attendance, Band, CountedBy, Occurrence

ABOUT = "events.occurrence"
COUNTED, TICKED, WALKED_IN, CLOSED = (
    "events.counted", "events.ticked", "events.walked_in", "events.count_closed",
)  # fmt: skip
CAME, MISSED, OPEN = "came", "missed", "open"


@dataclass(frozen=True)
class Tick:
    """What is known of one booking's party: came (and how many of them), missed, or open again."""

    state: str
    adults: int = 0
    children: int = 0

    @property
    def people(self) -> int:
        """How many of them."""
        return self.adults + self.children


@dataclass(frozen=True)
class Tally:
    """A date as it stands. `heads` and `walked` are bare sums: two devices may take the same head away, and
    then they are below nought until somebody counts it again. What is printed never is."""

    heads: Mapping[str, int] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    walked: Mapping[str, int] = field(default_factory=dict)
    operations: int = 0
    closed: bool = False

    @property
    def counted(self) -> dict[str, int]:
        """Heads by band."""
        return {band: max(0, self.heads.get(band, 0)) for band in Band.values}

    @property
    def walked_in(self) -> Tick:
        """Those who came without a booking and were ticked off."""
        return Tick(
            CAME, max(0, self.walked.get("adults", 0)), max(0, self.walked.get("children", 0))
        )

    @property
    def counted_by(self) -> CountedBy:
        """Whichever saw more people; heads when both saw as many, since they tell babies from children."""
        more = self.here > sum(self.counted.values())
        return CountedBy.LIST if more else CountedBy.HEADS

    @property
    def bands(self) -> dict[str, int]:
        """Who came, by band."""
        if self.counted_by is CountedBy.HEADS:
            return self.counted
        came = [tick for tick in self.ticks.values() if tick.state == CAME] + [self.walked_in]
        bands = dict.fromkeys(Band.values, 0)
        bands[Band.CHILDREN] = sum(tick.children for tick in came)
        bands[Band.ADULTS] = sum(tick.adults for tick in came)
        return bands

    @property
    def people(self) -> int:
        """Everybody who came."""
        return sum(self.bands.values())

    @property
    def came(self) -> Tick:
        """People of bookings who were ticked off, adults and children apart."""
        came = [tick for tick in self.ticks.values() if tick.state == CAME]
        return Tick(CAME, sum(tick.adults for tick in came), sum(tick.children for tick in came))

    @property
    def arrived(self) -> int:
        """How many they are."""
        return self.came.people

    @property
    def here(self) -> int:
        """Everybody whom the list has seen come in, with a booking or without."""
        return self.arrived + self.walked_in.people

    @property
    def missed(self) -> int:
        """People of bookings of which somebody said that they did not come."""
        return sum(tick.people for tick in self.ticks.values() if tick.state == MISSED)


def fold(operations: Iterable[Operation], *, brought: int | None = None) -> Tally:
    """Exact, whatever the order and from however many devices. Each operation is there once (its unique id).

    `brought`: what a file said of the date before anybody pressed here; it is closed then.
    """
    heads: Counter[str] = Counter({Band.UNSAID.value: brought} if brought else {})
    walked: Counter[str] = Counter()
    ticks: dict[str, Tick] = {}
    seen = 0
    closed = brought is not None
    for each in sorted(operations, key=lambda each: (each.made_at, each.op_id)):
        seen += 1
        said = each.payload
        if each.kind == COUNTED:
            heads[said["band"]] += said["by"]
        elif each.kind == TICKED:
            ticks[said["booking"]] = Tick(said["state"], said["adults"], said["children"])
        elif each.kind == WALKED_IN:
            walked.update({"adults": said["adults"], "children": said["children"]})
        elif each.kind == CLOSED:
            closed = True
    return Tally(heads=heads, ticks=ticks, walked=walked, operations=seen, closed=closed)


def tally_of(*, occurrence: Occurrence) -> Tally:
    """Two queries."""
    brought = Attendance.objects.filter(occurrence=occurrence).values_list("brought", flat=True)
    operations = operations_about(about=ABOUT, public_id=occurrence.public_id)
    return fold(operations, brought=brought.first())
