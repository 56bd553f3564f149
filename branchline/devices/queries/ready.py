"""How far a device is with being made ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from ..checklists import CHECKLISTS
from ..models import Device, DeviceEvent, Event, Standing, System


@dataclass(frozen=True)
class Step:
    """One line of the checklist. `done`: the event, once it is."""

    event: Event
    words: "str | Promise"
    done: DeviceEvent | None
    is_next: bool


@dataclass(frozen=True)
class Checklist:
    """All lines, and whether this account may press the next one."""

    steps: Sequence[Step]
    needs_another: bool
    """The next step is the last, and this account has wiped it."""

    @property
    def next(self) -> Step | None:
        """The line to press; None when all is done."""
        return next((step for step in self.steps if step.is_next), None)

    @property
    def n_done(self) -> int:
        """How many lines are."""
        return sum(step.done is not None for step in self.steps)


def checklist_of(device: Device, *, account: int | None) -> Checklist:
    """The checklist of its system, as far as it is done since the device last came in. One query."""
    lines = CHECKLISTS[System(device.model.system)]
    rows = DeviceEvent.objects.filter(device=device, round=device.round, kind__in=list(lines))
    done = {Event(row.kind): row for row in rows.select_related("by")}
    waits = device.standing == Standing.TO_READY
    first = next((event for event in lines if event not in done), None) if waits else None
    wiped = done.get(Event.WIPED)
    return Checklist(
        [Step(event, words, done.get(event), event is first) for event, words in lines.items()],
        first is Event.VERIFIED and wiped is not None and wiped.by_id == account,
    )
