"""Add a model and a device, change what is known of one."""

import secrets
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import IntegrityError, transaction

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.places.models import Branch

from .. import errors, numbers, tags
from ..measures import ADDED
from ..models import Device, DeviceModel, Event, Kind, Risk, System
from .steps import add_event, lock, refusal_of

DRAWS = 20
"""Of a tag that another device of the country has already: one in two when nine in ten are taken."""


@dataclass(frozen=True)
class ModelFacts:
    """What a model is."""

    maker: str
    name: str
    kind: Kind
    system: System
    risk: Risk


@dataclass(frozen=True)
class DeviceFacts:
    """What is known of one device. `price` in pence, `battery` in percent."""

    serial: str
    imei: str = ""
    called: str = ""
    system_version: str = ""
    purchased_on: date | None = None
    warranty_until: date | None = None
    price: int | None = None
    funder: str = ""
    battery: int | None = None
    shelf: str = ""


@action
def add_model(*, facts: ModelFacts, by: Acting, now: datetime) -> DeviceModel:
    """A model that devices can be of. Refuses `ModelIsKnown`."""
    try:
        with transaction.atomic():
            return DeviceModel.objects.create(service_id=current_service_id(), **vars(facts))
    except IntegrityError as broken:
        raise refusal_of(broken, {"devices_devicemodel_once": errors.ModelIsKnown}) from broken


@action
def add_device(
    *, model: DeviceModel, branch: Branch, facts: DeviceFacts, by: Acting, now: datetime
) -> Device:
    """A new device with a new tag, to be made ready. Refuses at a field `SaySerial`, `SerialIsKnown`, `WrongImei`,
    `ImeiIsKnown`."""
    known = _checked(facts)
    made = _with_a_tag(
        Device(
            service_id=current_service_id(),
            model=model,
            branch=branch,
            standing_since=now,
            made_at=now,
            **known,
        ),
        tags.OF_A_DEVICE,
    )
    add_event(made, Event.ADDED, branch=branch, by=by, now=now)
    ledger.record(kind=ADDED, by=by, now=now, branch_id=branch.pk, links={"device": made.public_id})
    return made


@action
def change_device(*, device: Device, facts: DeviceFacts, by: Acting, now: datetime) -> Device:
    """What is known of it now. Twice is once. Refuses as `add_device`, and `NoLongerOurs`."""
    locked = lock(device)
    known = _checked(facts)
    changed = [name for name, value in known.items() if getattr(locked, name) != value]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, known[name])
    try:
        with transaction.atomic():
            locked.save(update_fields=changed)
    except IntegrityError as broken:
        raise _known_already(broken, locked) from broken
    add_event(locked, Event.CHANGED, by=by, now=now)
    return locked


def _checked(facts: DeviceFacts) -> dict[str, object]:
    """The facts in their one spelling."""
    known = {each.name: getattr(facts, each.name) for each in fields(facts)}
    known["serial"] = numbers.serial(facts.serial)
    if not known["serial"]:
        raise errors.SaySerial
    known["imei"] = checked_imei(facts.imei) if facts.imei.strip() else ""
    return known


def checked_imei(typed: str) -> str:
    """An IMEI in its one spelling. Raises `WrongImei`."""
    try:
        return numbers.imei(typed)
    except numbers.WrongNumber as wrong:
        sentence = str(errors.IMEI[wrong.fault])
        raise errors.WrongImei(sentence % {"digits": wrong.digits}) from wrong


def draw_tag(among: range) -> str:
    """Any tag of these numbers."""
    return tags.tag_of(among.start + secrets.randbelow(len(among)))


def _with_a_tag(device: Device, among: range) -> Device:
    """Draw until nobody in the country has it; tags of other services can’t be seen, only met."""
    for _draw in range(DRAWS):
        device.tag = draw_tag(among)
        try:
            with transaction.atomic():
                device.save(force_insert=True)
        except IntegrityError as broken:
            if "devices_device_tag" in str(broken):
                continue
            raise _known_already(broken, device) from broken
        return device
    raise RuntimeError("no free tag was found")


def _known_already(broken: IntegrityError, device: Device) -> Exception:
    refusal = refusal_of(
        broken,
        {
            "devices_device_serial_once": errors.SerialIsKnown,
            "devices_device_imei_once": errors.ImeiIsKnown,
        },
    )
    if not isinstance(refusal, errors.SerialIsKnown):
        return refusal
    other = Device.objects.get(serial=device.serial)
    return errors.SerialIsKnown(str(refusal) % {"tag": other.printed_tag})
