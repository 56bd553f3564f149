"""Alice manages, Bob works at Sale, Charlie elsewhere; a tablet with Android, a laptop, a hotspot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.scoping import scope
from branchline.devices import actions
from branchline.devices.actions import DeviceFacts, ModelFacts
from branchline.devices.checklists import CHECKLISTS
from branchline.devices.models import Device, DeviceModel, Event, Kind, Risk, System
from branchline.people.models import Account
from branchline.people.tests.conftest import NOW, Cast, make_cast, signed_in

__all__ = ["NOW"]
_numbers = count(1)


def as_(account: Account) -> Acting:
    return Acting(actor=Actor("account", account.pk), channel=Channel.DESK)


@dataclass(frozen=True)
class Stock:
    cast: Cast
    tablet: DeviceModel
    laptop: DeviceModel
    hotspot: DeviceModel

    @property
    def alice(self) -> Acting:
        return as_(self.cast.alice)

    @property
    def bob(self) -> Acting:
        return as_(self.cast.bob)

    def browser(self, account: Account | None = None) -> Client:
        return signed_in(account or self.cast.alice)

    def device(self, model: DeviceModel | None = None, **known: object) -> Device:
        """A new one at Sale."""
        facts = DeviceFacts(**({"serial": f"SN{next(_numbers):05d}"} | known))  # type: ignore[arg-type]
        return actions.add_device(
            model=model or self.tablet, branch=self.cast.sale, facts=facts, by=self.alice, now=NOW
        )

    def press(self, device: Device, *, until: Event, now: datetime = NOW) -> Device:
        """Every step up to this one; Alice does them, Bob verifies."""
        steps = list(CHECKLISTS[System(device.model.system)])
        for step in steps[: steps.index(until) + 1]:
            by = self.bob if step == Event.VERIFIED else self.alice
            actions.make_ready_step(device=device, step=step, by=by, now=now)
        device.refresh_from_db()
        return device

    def available(self, model: DeviceModel | None = None, **known: object) -> Device:
        return self.press(self.device(model, **known), until=Event.VERIFIED)


MODELS = (
    ModelFacts("Samsung", "Galaxy Tab A9", Kind.TABLET, System.ANDROID, Risk.LOW),
    ModelFacts("Dell", "Latitude", Kind.LAPTOP, System.WINDOWS, Risk.HIGH),
    ModelFacts("TP-Link", "M7000", Kind.HOTSPOT, System.OWN, Risk.NONE),
)


def make_stock() -> Stock:
    cast = make_cast()
    with scope(cast.service.pk):
        by = as_(cast.alice)
        made = [actions.add_model(facts=facts, by=by, now=NOW) for facts in MODELS]
    return Stock(cast, *made)


@pytest.fixture
def stock(db: None) -> Iterator[Stock]:
    """Everything happens at Alice's service, on a Tuesday morning."""
    made = make_stock()
    with scope(made.cast.service.pk), clock.at(NOW):
        yield made
