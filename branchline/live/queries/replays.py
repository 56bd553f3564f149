"""What was shown, what of it may be seen afterwards, and why the rest may not."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Broadcast, Cue, Replay, RunItem, Standing
from ..stream.house import House
from ..stream.journal import Show, read_show
from ..stream.replaying import Part, may_be_seen, parts


class InReplay(Enum):
    """Whether a stretch is in the replay, and why not."""

    YES = "yes"
    NOT_ALLOWED = "not_allowed"
    OVER = "over"
    NO_TALK = "no_talk"

    @property
    def words(self) -> "str | Promise":
        """As staff read it."""
        return {
            InReplay.YES: _("In the replay"),
            InReplay.NOT_ALLOWED: _("Only live, says the run sheet"),
            InReplay.OVER: _("Its last day is over"),
            InReplay.NO_TALK: _("Not in the run sheet, and not chosen"),
        }[self]


@dataclass(frozen=True)
class Stretch:
    """A stretch of the stream as staff see it, in its seconds. `item` none: what is said before the first."""

    begins: float
    ends: float
    item: RunItem | None
    verdict: InReplay

    @property
    def is_in(self) -> bool:
        """It is seen."""
        return self.verdict is InReplay.YES


@dataclass(frozen=True)
class ReplayPlan:
    """What a replay would show on a day."""

    show: Show
    stretches: list[Stretch]
    numbers: list[int]

    @property
    def seconds(self) -> float:
        """Of picture."""
        kept = set(self.numbers)
        return sum(s.seconds for s in self.show.segments if s.number in kept)


def house_of(broadcast: Broadcast) -> House:
    """Where the files of a broadcast lie. No query."""
    root = settings.BRANCHLINE_LIVE_FOLDER
    showing = broadcast.public_id
    return House(root, broadcast.public_id, broadcast.prefix, showing, broadcast.private)


def rehearsal_house_of(broadcast: Broadcast) -> House:
    """Where its rehearsal lies. No query."""
    root, prefix = settings.BRANCHLINE_LIVE_FOLDER, broadcast.rehearsal_prefix
    return House(root, broadcast.public_id, prefix, f"{broadcast.public_id}-{prefix}")


def house_in_use(broadcast: Broadcast) -> House:
    """That of its rehearsal, as long as it is one: no address leads there that anybody was ever told. No query."""
    rehearses = broadcast.standing == Standing.REHEARSAL
    return rehearsal_house_of(broadcast) if rehearses else house_of(broadcast)


def what_was_on(broadcast: Broadcast) -> tuple[Show, dict[int, RunItem], list[Part]]:
    """What viewers got, the items of its run sheet by their key, and when which was on. Two queries; reads the
    journal."""
    show = read_show(house_of(broadcast).journal)
    items = {item.pk: item for item in RunItem.objects.filter(broadcast=broadcast)}
    cues = Cue.objects.filter(broadcast=broadcast).values_list("pk", "item_id")
    return show, items, parts(show, dict(cues))


def replay_plan(*, broadcast: Broadcast, talk: bool, today: date) -> ReplayPlan:
    """What may be seen of it on this day, stretch by stretch. Two queries; reads the journal."""
    show, items, found = what_was_on(broadcast)

    def verdict(item: int | None) -> InReplay:
        if item is None:
            return InReplay.YES if talk else InReplay.NO_TALK
        if not items[item].replay_ok:
            return InReplay.NOT_ALLOWED
        return InReplay.YES if items[item].in_replay(today) else InReplay.OVER

    numbers = may_be_seen(show, found, lambda item: verdict(item) is InReplay.YES)
    return ReplayPlan(show, [_stretch(part, items, verdict(part.item)) for part in found], numbers)


def _stretch(part: Part, items: dict[int, RunItem], verdict: InReplay) -> Stretch:
    item = items[part.item] if part.item is not None else None
    return Stretch(part.begins, part.ends, item, verdict)


def replay_of(*, broadcast: Broadcast) -> Replay | None:
    """Its replay, whatever has become of it. One query."""
    found: Replay | None = Replay.objects.filter(broadcast=broadcast).first()
    return found


def replays_of_another_day(*, today: date) -> "QuerySet[Replay]":
    """Those that keep to the rights of an earlier day and show something still. One query when read."""
    rows: QuerySet[Replay] = Replay.objects.filter(laid_out_for__lt=today, seconds__gt=0)
    return rows.select_related("broadcast")
