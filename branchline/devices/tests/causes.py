"""How the letters of the room come about; see `tests/harness/causing.py`."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from branchline.core.acting import Acting, Actor, Channel
from branchline.people.models import Account
from branchline.people.tests.residents import key
from branchline.referrals.actions import take_referral
from branchline.referrals.models import ReferralKind
from tests.harness.causing import Cause, Scene

from .. import actions
from ..actions import DeviceFacts, ModelFacts
from ..checklists import CHECKLISTS
from ..models import Band, DeviceRequest, Event, Kind, Risk, System

_numbers = count(1)


def _asked(scene: Scene) -> DeviceRequest:
    """They asked, and a tablet is there."""
    model = actions.add_model(
        facts=ModelFacts("Samsung", f"Tab {next(_numbers)}", Kind.TABLET, System.ANDROID, Risk.LOW),
        by=scene.by, now=scene.now,
    )  # fmt: skip
    device = actions.add_device(
        model=model, branch=scene.branch, facts=DeviceFacts(serial=f"CAUSE{next(_numbers)}"), by=scene.by, now=scene.now
    )  # fmt: skip
    other = Account.objects.create_user(f"checks{next(_numbers)}@example.test", name="Cleo")
    checks = Acting(actor=Actor("account", other.pk), channel=Channel.DESK)
    for step in CHECKLISTS[System.ANDROID]:
        by = checks if step == Event.VERIFIED else scene.by
        actions.make_ready_step(device=device, step=step, by=by, now=scene.now)
    made = take_referral(
        person=scene.contact, to_room="devices", kind=ReferralKind.DEVICES, words="To see my grandson", by=scene.by,
        now=scene.now, key=key(),
    )  # fmt: skip
    found: DeviceRequest = DeviceRequest.objects.create(
        service_id=made.service_id, referral=made, kind=Kind.TABLET, band=Band.A, wish="To see my grandson",
        branch=scene.branch, made_at=scene.now,
    )  # fmt: skip
    return found


def _offer(scene: Scene, request: DeviceRequest) -> None:
    actions.say_yes(request=request, band=Band.A, asked=True, by=scene.by, now=scene.now)


def _offered(scene: Scene) -> DeviceRequest:
    """Three weeks ago: longer than any offer holds."""
    before = replace(scene, now=scene.now - timedelta(days=21))
    request = _asked(before)
    _offer(before, request)
    return request


def _run_out(scene: Scene, begun: Any) -> None:
    actions.expire_offers(by=scene.by, now=scene.now)


CAUSES = {
    "devices.offer": Cause(_offer, begin=_asked),
    "devices.offer_over": Cause(_run_out, begin=_offered),
}
