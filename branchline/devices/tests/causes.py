"""How the letters of the room come about; see `tests/harness/causing.py`."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.words import said
from branchline.messages.models import Route
from branchline.people import actions as people
from branchline.people.models import (
    Account,
    Contact,
    Organisation,
    OrganisationKind,
    Partnership,
    Resident,
)
from branchline.people.tests.conftest import works
from branchline.people.tests.residents import key
from branchline.places.models import Branch
from branchline.referrals.actions import take_referral
from branchline.referrals.models import How, ReferralKind
from tests.harness.causing import Cause, Scene

from .. import actions
from ..actions import DeviceFacts, ModelFacts
from ..checklists import CHECKLISTS
from ..ladder import Rung
from ..models import (
    Band,
    Device,
    DeviceRequest,
    Event,
    Kind,
    Loan,
    LoanRung,
    Risk,
    SimFrom,
    System,
    Taken,
    Way,
)

_numbers = count(1)
ICCID = "8944100000000000018"


def _asked(scene: Scene) -> DeviceRequest:
    """They asked, and a tablet is there."""
    _ready(scene)
    made = take_referral(
        person=scene.contact, to_room="devices", kind=ReferralKind.DEVICES, words="To see my grandson", by=scene.by,
        now=scene.now, key=key(),
    )  # fmt: skip
    found: DeviceRequest = DeviceRequest.objects.create(
        service_id=made.service_id, referral=made, kind=Kind.TABLET, band=Band.A, wish="To see my grandson",
        branch=scene.branch, made_at=scene.now,
    )  # fmt: skip
    return found


def _ready(scene: Scene) -> Device:
    """A tablet, checked by a second person."""
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
    return device


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


def _frank(scene: Scene) -> Resident:
    """The resident who left that address."""
    known = scene.contact.links.filter(same=True, undone_at__isnull=True).first()
    if known is not None:
        found: Resident = known.resident
        return found
    made: Resident = people.add_resident(
        details=people.Details(name="Frank Okafor"), routes=[(Route(scene.contact.route), scene.contact.address)], card="",
        by=scene.by, now=scene.now, key=key(),
    )  # fmt: skip
    return made


def _out(scene: Scene, *, due: int, to: Resident | None = None) -> Loan:
    """Lent three weeks before, and due so many days from now."""
    before, today = scene.now - timedelta(days=21), in_london(scene.now).date()
    return actions.lend_device(
        device=_ready(replace(scene, now=before)), resident=to or _frank(scene), due_day=today + timedelta(days=due),
        signed=actions.Signed(Way.TYPED, "Frank"), by=scene.by, now=before,
    )  # fmt: skip


def _take(scene: Scene, loan: Loan) -> None:
    actions.take_rung(loan=loan, by=scene.by, now=scene.now)


def _to_be_paused(scene: Scene) -> Loan:
    """Everything else was tried: with a SIM card inside."""
    loan = _out(scene, due=-5)
    LoanRung.objects.create(
        service_id=loan.service_id, loan=loan, rung=Rung.SORT, due_day=loan.due_day, at=scene.now, how=Taken.TASK
    )  # fmt: skip
    sim = actions.add_sim(
        facts=actions.SimFacts(ICCID, "giffgaff", SimFrom.OWN), branch=scene.branch, by=scene.by, now=scene.now
    )  # fmt: skip
    actions.put_sim(sim=sim, device=loan.device, by=scene.by, now=scene.now)
    return loan


def _tell(scene: Scene, loan: Loan) -> None:
    actions.tell_of_pause(loan=loan, by=scene.by, now=scene.now)


def referred_by_partner(
    branch: Branch, now: datetime, *, by: Acting, email: str
) -> tuple[Loan, DeviceRequest, Account]:
    """Gwen, of whom no address is known, by a partner’s worker; a week ago she was rung, and now the partner is asked."""
    partner = Organisation.objects.create(kind=OrganisationKind.PARTNER, name=said("Good Company"))
    Partnership.objects.create(organisation=partner, service=branch.service)
    worker = Account.objects.create_user(email, name="Pat")
    works(worker, partner, branch.service, Role.PARTNER_WORKER)
    gwen = people.add_resident(
        details=people.Details(name="Gwen Parry"), routes=[], card="", by=by, now=now, key=key()
    )  # fmt: skip
    made = take_referral(
        person=gwen, to_room="devices", kind=ReferralKind.DEVICES, words="To see her sister", organisation=partner,
        consent=How.IN_PERSON, by=Acting(actor=Actor("account", worker.pk)), now=now, key=key(),
    )  # fmt: skip
    request: DeviceRequest = DeviceRequest.objects.create(
        service_id=made.service_id, referral=made, kind=Kind.TABLET, band=Band.A, wish="To see her sister", branch=branch,
        made_at=now,
    )  # fmt: skip
    scene = Scene(branch=branch, contact=Contact(), by=by, now=now)
    loan = _out(scene, due=-14, to=gwen)
    LoanRung.objects.create(
        service_id=loan.service_id, loan=loan, rung=Rung.CALL, due_day=loan.due_day, at=now - timedelta(days=7),
        how=Taken.TASK,
    )  # fmt: skip
    return loan, request, worker


def _referred(scene: Scene) -> Loan:
    found = referred_by_partner(scene.branch, scene.now, by=scene.by, email=scene.contact.address)
    return found[0]


CAUSES = {
    "devices.soon_due": Cause(_take, begin=lambda scene: _out(scene, due=2)),
    "devices.asking": Cause(_take, begin=lambda scene: _out(scene, due=-2)),
    "devices.data_pause": Cause(_tell, begin=_to_be_paused),
    "devices.asked_partner": Cause(
        _take, begin=_referred, to_colleague=True, ways=frozenset({Route.EMAIL})
    ),
    "devices.offer": Cause(_offer, begin=_asked),
    "devices.offer_over": Cause(_run_out, begin=_offered),
}
