"""Who asks for a device in the demo, one in every stage."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from branchline.core.acting import NOBODY, Acting
from branchline.core.clock import in_london
from branchline.messages.models import Route
from branchline.people.demo import at_the_desk
from branchline.people.models import Resident
from branchline.people.queries import partners
from branchline.places.models import Branch
from branchline.referrals.actions import Asking
from branchline.referrals.models import How
from branchline.referrals.queries import whose

from .. import actions
from ..actions import Reach, Signed, Wish
from ..actions.waiting import expire_offer
from ..models import (
    Band,
    DeviceRequest,
    Kind,
    Rule,
    Way,
)
from ..queries import next_open_day, to_lend_there

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


def ask(branch: Branch, by: Acting, now: datetime) -> None:
    """At one library, so that its queues are worth a look."""
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
