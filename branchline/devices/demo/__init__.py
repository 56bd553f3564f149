"""The demo's stock: Trafford's tablets, laptops, smart speakers and SIM cards, in several standings. Part of the door `demo`.

Serial numbers and IMEIs are invented, with good check digits. Loading it again changes nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count, islice

from branchline.core.acting import Acting, Actor, Channel
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people.models import Membership
from branchline.places.models import Branch, Service
from branchline.places.queries import branches_of

from .. import actions
from ..actions import DeviceFacts, ModelFacts, SimFacts
from ..checklists import CHECKLISTS
from ..models import Device, DeviceModel, Event, Kind, Need, Risk, SimFrom, System
from ..numbers import check_digit
from .asking import ask
from .lending import after_the_day, lend

HOME = "trafford"
FUNDERS = ("Digital Inclusion Innovation Fund", "Friends of Sale Library", "Trafford Council")
MODELS: Sequence[tuple[ModelFacts, int, str, int]] = (
    (ModelFacts("Samsung", "Galaxy Tab A9", Kind.TABLET, System.ANDROID, Risk.LOW), 36, "15", 15_900),
    (ModelFacts("Apple", "iPad 10th generation", Kind.TABLET, System.IPADOS, Risk.LOW), 24, "26.1", 34_900),
    (ModelFacts("Lenovo", "IdeaPad 3 Chromebook", Kind.LAPTOP, System.CHROMEOS, Risk.HIGH), 12, "142", 22_900),
    (ModelFacts("Dell", "Latitude 3320, refurbished", Kind.LAPTOP, System.WINDOWS, Risk.HIGH), 8, "11", 18_500),
    (ModelFacts("Amazon", "Echo Show 8", Kind.SPEAKER, System.OWN, Risk.LOW), 10, "", 14_999),
)  # fmt: skip
"""What, how many, its system, the price of one in pence."""
SIMS = 40
PARTS = (
    ("USB charger and cable", Need.ESSENTIAL, 1),
    ("Stylus", Need.NICE, 1),
    ("First steps, in large print", Need.CONSUMABLE, 1),
)


def load(*, now: datetime) -> None:
    """Put the stock in, if Trafford is there and has none."""
    service = Service.objects.filter(slug=HOME).first()
    if service is None:
        return
    with scope(service.pk):
        if DeviceModel.objects.exists():
            return
        branches = list(branches_of(service))[:6]
        colleagues = _colleagues(service)
        if not branches or len(colleagues) < 2:
            return
        _fill(branches, colleagues, now)


def _colleagues(service: Service) -> list[Acting]:
    """Two who work everywhere: one wipes, the other checks."""
    rows = Membership.objects.filter(
        service=service, role__in=(Role.SERVICE_MANAGER, Role.BRANCH_STAFF, Role.EVENTS_LEAD)
    )
    found = dict.fromkeys(rows.order_by("pk").values_list("account", flat=True))
    return [Acting(actor=Actor("account", pk), channel=Channel.DESK) for pk in islice(found, 2)]


def _fill(branches: Sequence[Branch], colleagues: Sequence[Acting], now: datetime) -> None:
    wipes, _checks = colleagues
    began = now - timedelta(days=120)
    devices, numbers = [], count(1)
    for facts, how_many, version, price in MODELS:
        model = actions.add_model(facts=facts, by=wipes, now=began)
        for place in range(how_many):
            branch = branches[place % len(branches)]
            known = _known(model, next(numbers), version, price, in_london(now).date())
            devices.append(
                actions.add_device(model=model, branch=branch, facts=known, by=wipes, now=began)
            )
    for place, device in enumerate(devices):
        _live(device, place, colleagues, began, now)
    _pack(devices, branches, wipes, now)
    _connect(devices, branches, wipes, now)
    lend(wipes, now)
    after_the_day(wipes, now)
    ask(branches[0], wipes, now)


def _known(model: DeviceModel, number: int, version: str, price: int, today: date) -> DeviceFacts:
    bought = date(2025, 3, 14) + timedelta(days=number * 3)
    body = f"35{number:012d}"
    return DeviceFacts(
        serial=f"{model.maker[:2]}{number:05d}DEMO",
        imei=body + check_digit(body) if model.kind == Kind.TABLET and number % 3 == 0 else "",
        called=f"{model.get_kind_display()} {number}" if number % 5 == 0 else "",
        system_version=version,
        purchased_on=min(bought, today),
        warranty_until=bought + timedelta(days=730),
        price=price,
        funder=FUNDERS[number % len(FUNDERS)],
        battery=100 - number % 29 if model.kind in (Kind.TABLET, Kind.LAPTOP) else None,
        shelf="Cupboard behind the desk" if number % 4 else "",
    )


def _live(
    device: Device, place: int, colleagues: Sequence[Acting], began: datetime, now: datetime
) -> None:
    """Most are available; some are new, half ready, broken, lost, written off or given away."""
    wipes, checks = colleagues
    by, turn = wipes, place % 20
    if turn in (3, 11):
        return  # new in its box
    steps = list(CHECKLISTS[System(device.model.system)])
    until = steps.index(Event.WIPED) + 1 if turn == 7 else len(steps)
    for minutes, step in enumerate(steps[:until]):
        actor = checks if step == Event.VERIFIED else wipes
        when = began + timedelta(days=1, minutes=9 * minutes)
        actions.make_ready_step(device=device, step=step, by=actor, now=when)
    if until < len(steps):
        return
    if turn != 9:
        tested = in_london(began).date() - timedelta(days=300 if turn in (5, 15) else 20)
        actions.record_test(device=device, passed=True, tested_on=tested, by=by, now=began + timedelta(days=2))  # fmt: skip
    late = now - timedelta(days=8, hours=turn)
    match place:
        case 1 | 41:
            actions.send_to_repair(
                device=device, words="The screen is cracked at a corner.", by=by, now=late
            )
        case 13:
            actions.report_lost(
                device=device, words="Not in the cupboard at the count in October.", by=by, now=late
            )
        case 33:
            actions.report_stolen(
                device=device,
                words="The cupboard was forced; the police have been told.",
                by=by,
                now=late,
            )
        case 53:
            actions.write_off(
                device=device,
                words="It no longer charges, and a repair costs more than it is worth.",
                by=by,
                now=late,
            )
        case 73:
            actions.give_away(
                device=device, words="To the Stretford digital café, for good.", by=by, now=late
            )
        case 21:
            actions.begin_again(device=device, words="It was tried out at a class.", by=by, now=late)  # fmt: skip


def _pack(devices: Sequence[Device], branches: Sequence[Branch], by: Acting, now: datetime) -> None:
    """Four kit cases with their parts, a tablet in each."""
    for number, device in enumerate(devices[14:18], 1):
        case = actions.add_case(name=f"Tablet kit {number}", branch=branches[number % len(branches)], by=by, now=now)  # fmt: skip
        for name, need, quantity in PARTS:
            actions.add_part(case=case, name=name, need=need, quantity=quantity, by=by, now=now)
        actions.put_into_case(device=device, case=case, by=by, now=now)


def _connect(
    devices: Sequence[Device], branches: Sequence[Branch], by: Acting, now: datetime
) -> None:
    """SIM cards of our own and of the National Databank, some in a tablet."""
    today = in_london(now).date()
    tablets = (each for each in devices[18:36] if not each.case_id)
    for number, iccid in enumerate(islice(_iccids(), SIMS)):
        databank = number % 3 == 0
        sim = actions.add_sim(
            facts=SimFacts(
                iccid=iccid,
                network="Vodafone" if databank else "giffgaff",
                source=SimFrom.DATABANK if databank else SimFrom.OWN,
                allowance=40 if databank else (15 if number % 2 else None),
                until=today + timedelta(days=20 + number * 9) if databank else None,
            ),
            branch=branches[number % len(branches)], by=by, now=now,
        )  # fmt: skip
        device = next(tablets, None) if number % 4 == 0 else None
        device = None if device is None else Device.objects.get(pk=device.pk)
        if device is not None and not device.has_ended:
            actions.put_sim(sim=sim, device=device, by=by, now=now)


def _iccids() -> Iterator[str]:
    for number in count(1):
        body = f"894410{number:012d}"
        yield body + check_digit(body)
