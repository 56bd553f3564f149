"""The demo's stock: Trafford's tablets, laptops, smart speakers and SIM cards, in several standings. Part of the door `demo`.

Serial numbers and IMEIs are invented, with good check digits. Loading it again changes nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count, islice

from django.db.models import Q

from branchline.core.acting import NOBODY, Acting, Actor, Channel
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people.demo import at_the_desk
from branchline.people.models import MarkKind, Membership, Resident
from branchline.people.queries import partners
from branchline.places.models import Branch, Service
from branchline.places.queries import branches_of
from branchline.referrals.actions import Asking
from branchline.referrals.models import How
from branchline.referrals.queries import whose

from . import actions
from .actions import DeviceFacts, ModelFacts, Reach, Signed, SimFacts, Wish
from .actions.waiting import expire_offer
from .checklists import CHECKLISTS
from .ladder import HOUSE_DAYS, Rung
from .models import (
    Band,
    Device,
    DeviceModel,
    DeviceRequest,
    Event,
    Kind,
    Loan,
    Need,
    News,
    Risk,
    Rule,
    SimFrom,
    Standing,
    System,
    Way,
)
from .numbers import check_digit
from .queries import next_open_day, to_lend_there

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
PURPOSES = ("To see my grandchildren", "To order my prescriptions", "", "To look for work")
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
    _lend(wipes, now)
    _after_the_day(wipes, now)
    _ask(branches[0], wipes, now)


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


def _lend(by: Acting, now: datetime) -> None:
    """Sixteen are with people, three of them later than expected; four are booked."""
    people = Resident.objects.standing().exclude(marks__kind=MarkKind.DECEASED).order_by("pk")
    free = Device.objects.filter(standing=Standing.AVAILABLE, case__isnull=True).order_by("-pk")
    today = in_london(now).date()
    some = [device for place, device in enumerate(free) if place % 7 in (1, 4)]
    for place, (device, person) in enumerate(zip(some[:20], people[:20], strict=False)):
        if place >= 16:
            first = next_open_day(device.branch, today + timedelta(days=place - 10))
            due = next_open_day(device.branch, first + timedelta(days=21))
            actions.reserve_device(device=device, resident=person, from_day=first, due_day=due, by=by, now=now)  # fmt: skip
            continue
        went = now - timedelta(days=32 if place < 3 else place)
        due = next_open_day(device.branch, in_london(went).date() + timedelta(days=28))
        actions.lend_device(
            device=device, resident=person, due_day=due, purpose=PURPOSES[place % len(PURPOSES)],
            signed=Signed(Way.TYPED, person.name, easy=place % 4 == 0), by=by, now=went,
        )  # fmt: skip


def _after_the_day(by: Acting, now: datetime) -> None:
    """Of those that are later than expected one would like to keep theirs, and one is away; the worker asks the third. And one
    has been out since long before: all was tried, and they are told of a pause of its data."""
    today = in_london(now).date()
    actions.change_days(days={**HOUSE_DAYS, Rung.VISIT: 24})
    late = Loan.objects.out().filter(due_day__lt=today).order_by("due_day", "pk")
    said = (
        (News.KEEP, "Her granddaughter rings every Sunday", None),
        (News.AWAY, "At his daughter’s in Rhyl until then", today + timedelta(days=9)),
    )  # fmt: skip
    for loan, (what, words, until) in zip(late, said, strict=False):
        actions.take_rung(loan=loan, by=by, now=now - timedelta(days=1))
        actions.note_news(loan=loan, what=what, words=words, quiet_until=until, by=by, now=now)
    device = Device.objects.filter(standing=Standing.AVAILABLE, sim__isnull=False).first()
    lent = Loan.objects.standing().values("resident")
    person = Resident.objects.standing().filter(routes__route=Route.EMAIL).exclude(
        Q(marks__kind=MarkKind.DECEASED) | Q(pk__in=lent)
    ).order_by("pk").first()  # fmt: skip
    if device is None or person is None:
        return
    loan = actions.lend_device(
        device=device, resident=person, due_day=next_open_day(device.branch, today - timedelta(days=50)),
        purpose="To write to my brother", signed=Signed(Way.TYPED, person.name), by=by, now=now - timedelta(days=78),
    )  # fmt: skip
    for ago in range(48, 2, -1):
        actions.take_rung(loan=loan, by=by, now=now - timedelta(days=ago))
    actions.note_news(
        loan=loan, what=News.MISSED, words="Rung in the morning and at five", by=by, now=now - timedelta(days=34)
    )  # fmt: skip
    if any(row.rung == Rung.SORT for row in loan.rungs.all()):
        actions.tell_of_pause(loan=loan, by=by, now=now - timedelta(days=2))


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


K = Kind
WISHES: Sequence[tuple[str, str, Kind, Band, str, int, str]] = (
    ("partner", "Ivy Calder", K.TABLET, Band.A, "To see her sister in Leeds on a screen", 30, "accepted"),
    ("desk", "Arthur Bright", K.TABLET, Band.A, "To order his shopping himself", 21, "collected"),
    ("partner", "Moses Adeyemi", K.LAPTOP, Band.B, "To look for work as a driver", 3, "offered"),
    ("desk", "Priya Raman", K.TABLET, Band.C, "To read with her grandchildren", 20, "expired"),
    ("partner", "Elsie Moorcroft", K.HOTSPOT, Band.B, "To fill in forms at home", 14, "waiting"),
    ("desk", "Beatrice Amoah", K.HOTSPOT, Band.C, "Her son’s phone is the only way online", 13, "waiting"),
    ("public", "Ron Sugden", K.HOTSPOT, Band.A, "For the tablet that my niece gave me", 11, "waiting"),
    ("desk", "Peter Hollins", K.HOTSPOT, Band.A, "For Relay UK, since the line cuts off", 10, "paused"),
    ("public", "Gillian Frost", K.HOTSPOT, Band.A, "To see my doctor on a screen", 9, "waiting"),
    ("desk", "Chidi Eze", K.SPEAKER, Band.A, "To hear the news and his music", 12, "not_wanted"),
    ("public", "Una Whelan", K.LAPTOP, Band.C, "A faster one than mine", 9, "declined"),
    ("desk", "Nasreen Akhtar", K.TABLET, Band.B, "For a course of English", 8, "left"),
    ("public", "Derek Holt", K.TABLET, Band.A, "To write to my daughter in Perth", 4, "asked"),
    ("partner", "Winnie Castle", K.SPEAKER, Band.A, "She can’t see well, and would like to be read to", 2, "asked"),
    ("desk", "Hannah Whitworth", K.LAPTOP, Band.B, "To write down her mother’s recipes", 1, "asked"),
)  # fmt: skip
"""How it came, who, what, which band, what for, how many days ago, and how far it has come."""


def _ask(branch: Branch, by: Acting, now: datetime) -> None:
    actions.change_rule(
        rule=Rule.HOUSEHOLD, on=True, number=6, words="Somebody at your home had a device from us this half-year.",
        instead="Each library has tablets to use on the spot, with help on Tuesday mornings.",
    )  # fmt: skip
    for number, (how, who, kind, band, words, ago, stage) in enumerate(WISHES):
        began = now - timedelta(days=ago, minutes=3 * number)
        wish = Wish(
            kind, band, words, branch, hours="Any morning but Thursday, please", data=band == Band.A
        )
        key, phone = f"demo-device-{number:02d}", f"01632 9604{number:02d}"
        match how:
            case "partner":
                good = next(
                    (each.organisation for each in partners(today=in_london(now).date())), None
                )
                if good is None:
                    continue
                actions.refer_for_device(
                    reach=Reach(who, Route.PHONE, phone), wish=wish, organisation=good, consent=How.IN_PERSON,
                    by=at_the_desk("pat.partner@goodcompany.test"), now=began, key=key,
                )  # fmt: skip
            case "public":
                actions.ask_for_device(asking=Asking(who, phone, "en"), wish=wish, key=key, by=NOBODY, now=began)  # fmt: skip
            case _:
                person = Resident.objects.filter(name=who).first()
                if person is None:
                    continue
                actions.ask_on_behalf(person=person, wish=wish, by=by, now=began, key=key)
        made = DeviceRequest.objects.with_names().filter(made_at=began).first()
        if made is not None:
            _decide(made, stage, by, began + timedelta(days=1))


def _decide(made: DeviceRequest, stage: str, by: Acting, when: datetime) -> None:
    if stage == "asked":
        return
    if stage == "declined":
        actions.say_no(
            request=made, reason="There is one at home already, and others have none.",
            instead="Our repair morning makes old laptops faster, on the first Saturday.", by=by, now=when,
        )  # fmt: skip
        return
    made = actions.say_yes(
        request=made, band=Band(made.band), asked=True, despite="She cares for her mother.", by=by, now=when
    )  # fmt: skip
    later = when + timedelta(days=2)
    match stage:
        case "accepted" | "collected":
            made = actions.accept_offer(request=made, by=by, now=later)
            if stage == "collected":
                _hand_out(made, by, later)
        case "not_wanted":
            actions.decline_offer(request=made, by=by, now=later)
        case "paused":
            actions.pause_waiting(request=made, by=by, now=later)
        case "left":
            actions.put_off_offer(request=made, by=by, now=later)
            actions.leave_line(request=made, by=by, now=later)
        case "expired":
            expire_offer(request=made, by=by, now=when + timedelta(days=14))


def _hand_out(made: DeviceRequest, by: Acting, when: datetime) -> None:
    """They come for it, and take the first that is ready."""
    person, today = whose(made.referral), in_london(when).date()
    device = to_lend_there(made.kind, made.branch, today=today).order_by("tag").first()
    if person is None or device is None:
        return
    due = next_open_day(made.branch, today + timedelta(days=28))
    actions.lend_device(
        device=device, resident=person, due_day=due, purpose=made.wish, signed=Signed(Way.TYPED, person.name), by=by, now=when
    )  # fmt: skip
