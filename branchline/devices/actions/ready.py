"""Make a device ready: one press a step, the last one by somebody else."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.people.actions.written import account_of

from ..checklists import CHECKLISTS
from ..errors import NotFromHere, NotInThisOrder, SayWhoYouAre
from ..measures import MADE_READY
from ..models import Device, DeviceEvent, Event, Sim, Standing, System
from .steps import add_event, lock


@action
def make_ready_step(*, device: Device, step: Event, by: Acting, now: datetime) -> Device:
    """One step of the checklist of its system is done; the last one makes it available. Pressed twice it is once.

    Refuses `SayWhoYouAre`, `NotFromHere`, `NotInThisOrder`, `SecondPerson`, `NoLongerOurs`.
    """
    if account_of(by) is None:
        raise SayWhoYouAre
    locked = lock(device)
    steps = list(CHECKLISTS[System(locked.model.system)])
    if step not in steps:
        raise NotFromHere
    done = set(
        DeviceEvent.objects.filter(device=locked, round=locked.round, kind__in=steps).values_list(
            "kind", flat=True
        )
    )
    if step in done:
        return locked
    if locked.standing != Standing.TO_READY:
        raise NotFromHere
    if done != set(steps[: steps.index(step)]):
        raise NotInThisOrder
    add_event(locked, step, by=by, now=now)
    if step == Event.CARDS_OUT:
        Sim.objects.filter(device=locked).update(device=None)
    if step == Event.VERIFIED:
        ledger.record(
            kind=MADE_READY, by=by, now=now, branch_id=locked.branch_id,
            links={"device": locked.public_id},
        )  # fmt: skip
    return locked


@action
def begin_again(*, device: Device, words: str = "", by: Acting, now: datetime) -> Device:
    """From the first step: a press was wrong, or somebody has used it. Refuses `NotFromHere`, `NoLongerOurs`."""
    locked = lock(device)
    add_event(locked, Event.AGAIN, words=words, by=by, now=now)
    return locked
