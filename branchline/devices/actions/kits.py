"""Kit cases and SIM cards."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.places.models import Branch

from .. import errors, numbers, tags
from ..models import Device, KitCase, KitPart, Need, Sim, SimFrom
from .deeds import move_along
from .steps import lock, refusal_of
from .stock import DRAWS, draw_tag


@dataclass(frozen=True)
class SimFacts:
    """What is known of a SIM card. `allowance` in GB a month, None where there is no limit."""

    iccid: str
    network: str
    source: SimFrom
    allowance: int | None = None
    until: date | None = None


@action
def add_case(*, name: str, branch: Branch, by: Acting, now: datetime) -> KitCase:
    """A case with a tag of its own; parts and devices are put in afterwards."""
    for _draw in range(DRAWS):
        try:
            with transaction.atomic():
                return KitCase.objects.create(
                    service_id=current_service_id(),
                    tag=draw_tag(tags.OF_A_CASE),
                    name=" ".join(name.split()),
                    branch=branch,
                    made_at=now,
                )
        except IntegrityError as broken:
            if "devices_kitcase_tag" not in str(broken):
                raise
    raise RuntimeError("no free tag was found")


@action
def add_part(
    *, case: KitCase, name: str, need: Need, quantity: int = 1, by: Acting, now: datetime
) -> KitPart:
    """Something that belongs into it. Refuses `PartIsKnown`."""
    try:
        with transaction.atomic():
            return KitPart.objects.create(
                service_id=case.service_id,
                case=case,
                name=" ".join(name.split()),
                need=need,
                quantity=quantity,
            )
    except IntegrityError as broken:
        raise refusal_of(broken, {"devices_kitpart_once": errors.PartIsKnown}) from broken


@action
def remove_part(*, part: KitPart, by: Acting, now: datetime) -> None:
    """It no longer belongs into the case."""
    part.delete()


@action
def move_case(*, case: KitCase, branch: Branch, by: Acting, now: datetime) -> KitCase:
    """To another library, with all that is in it. Refuses `SayWhereTo`."""
    locked = KitCase.objects.select_for_update().get(pk=case.pk)
    if locked.branch_id == branch.pk:
        raise errors.SayWhereTo
    locked.branch = branch
    locked.save(update_fields=["branch"])
    for device in locked.devices.order_by("pk"):
        move_along(lock(device), branch=branch, shelf="", by=by, now=now)
    return locked


@action
def put_into_case(*, device: Device, case: KitCase | None, by: Acting, now: datetime) -> Device:
    """Into this case, or out of the one it is in (None). It goes to the case’s library. Refuses `NoLongerOurs`."""
    locked = lock(device)
    if case is not None:
        case = KitCase.objects.select_for_update().select_related("branch").get(pk=case.pk)
    locked.case = case
    locked.save(update_fields=["case"])
    if case is not None and locked.branch_id != case.branch_id:
        move_along(locked, branch=case.branch, shelf="", by=by, now=now)
    return locked


@action
def add_sim(*, facts: SimFacts, branch: Branch, by: Acting, now: datetime) -> Sim:
    """A SIM card at a library. Refuses `WrongIccid`, `IccidIsKnown`."""
    try:
        iccid = numbers.iccid(facts.iccid)
    except numbers.WrongNumber as wrong:
        sentence = str(errors.ICCID[wrong.fault])
        raise errors.WrongIccid(sentence % {"digits": wrong.digits}) from wrong
    known = vars(facts) | {"iccid": iccid}
    try:
        with transaction.atomic():
            return Sim.objects.create(
                service_id=current_service_id(), branch=branch, made_at=now, **known
            )
    except IntegrityError as broken:
        raise refusal_of(broken, {"devices_sim_once": errors.IccidIsKnown}) from broken


@action
def put_sim(*, sim: Sim, device: Device | None, by: Acting, now: datetime) -> Sim:
    """Into this device, or out of the one it is in (None). Refuses `HasASim`, `NoLongerOurs`."""
    locked = Sim.objects.select_for_update().get(pk=sim.pk)
    locked.device = lock(device) if device is not None else None
    if locked.device is not None:
        locked.branch_id = locked.device.branch_id
    try:
        with transaction.atomic():
            locked.save(update_fields=["device", "branch"])
    except IntegrityError as broken:
        raise refusal_of(broken, {"devices_sim_device_id_key": errors.HasASim}) from broken
    return locked
