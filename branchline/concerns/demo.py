"""The demo's part of this room at Trafford: a lead, a deputy and a duty number, tasks, one concern whose clock runs
and one that is closed. Invented, and loading it again changes nothing."""

from datetime import datetime, time, timedelta

from branchline.core.acting import Acting
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people.demo import at_the_desk
from branchline.people.models import Account, Resident
from branchline.places.models import Branch, Service

from .actions import (
    acknowledge_concern,
    add_task,
    close_concern,
    decide_concern,
    finish_task,
    raise_concern,
    set_duty,
    set_hours,
)
from .models import Concern, Decision, Position, Priority, Told, Urgency

HOME = "trafford"
MINA, ERIN = "mina.manager@trafford.test", "erin.events@trafford.test"
SAM, CAL = "sam.branch@trafford.test", "cal.caller@trafford.test"


def load(*, now: datetime) -> None:
    """Put it into the database, if Trafford and its cast are there."""
    service = Service.objects.filter(slug=HOME).first()
    cast = {
        account.email: account
        for account in Account.objects.filter(email__in=[MINA, ERIN, SAM, CAL])
    }
    if service is None or len(cast) < 4:
        return
    with scope(service.pk):
        _duties(cast, now)
        _concerns(now)
        _tasks(cast, service, now)


def _duties(cast: dict[str, Account], now: datetime) -> None:
    by = at_the_desk(MINA)
    set_hours(weekdays=range(5), opens=time(9), closes=time(17), by=by, now=now)
    set_duty(position=Position.LEAD, account=cast[ERIN], telephone="07700 900377", by=by, now=now)
    set_duty(position=Position.DEPUTY, account=cast[MINA], place=1, by=by, now=now)
    set_duty(
        position=Position.DUTY, name="Trafford’s invented out-of-hours team", telephone="01632 960377",
        by=by, now=now,
    )  # fmt: skip


def _concerns(now: datetime) -> None:
    lead = at_the_desk(ERIN)
    open_one = raise_concern(
        words="He said on the telephone: “I have not been down the stairs since Sunday, and nobody comes.” He was"
        " out of breath and would not say whether he has eaten.",
        urgency=Urgency.TODAY,
        about_words="A gentleman who rings the library on Fridays",
        wishes="He would like somebody to look in. He does not want a fuss.",
        told=Told.YES,
        raiser_telephone="0161 496 0170",
        by=at_the_desk(CAL),
        now=now,
        key="demo-concern-open",
    )
    if open_one.acknowledged_at is None:
        acknowledge_concern(concern=open_one, by=lead, now=now)
    if Concern.objects.filter(key="demo-concern-closed").exists():
        return
    closed = raise_concern(
        words="A bruise on her arm, and she looked at her son before she answered. She said she had walked into a door.",
        urgency=Urgency.SOON,
        resident=Resident.objects.filter(name="Catherine Ashworth").first(),
        about_words="Somebody at the reading group",
        told=Told.UNSAFE,
        by=at_the_desk(SAM),
        now=now,
        key="demo-concern-closed",
    )
    acknowledge_concern(concern=closed, by=lead, now=now)
    decide_concern(
        concern=closed, decision=Decision.ADULT_CARE,
        words="Spoke to the duty social worker, who has opened an enquiry and asked us to keep the group as it is.",
        by=lead, now=now,
    )  # fmt: skip
    close_concern(concern=closed, by=lead, now=now)


def _tasks(cast: dict[str, Account], service: Service, now: datetime) -> None:
    by: Acting = at_the_desk(MINA)
    today = in_london(now).date()
    sale = Branch.objects.open().filter(service=service).order_by("pk").first()
    dorothy = Resident.objects.filter(name="Dorothy Pickering").first()
    add_task(
        what="Ring Dot about the large print she asked for", kind="concerns.follow_up", key="demo:dot",
        due=today, owner=cast[SAM], resident=dorothy, by=by, now=now - timedelta(days=2),
    )  # fmt: skip
    add_task(
        what="Ask the reading group whether mornings suit everybody", kind="concerns.follow_up",
        key="demo:mornings", due=today - timedelta(days=3), owner=cast[MINA], by=by, now=now - timedelta(days=9),
    )  # fmt: skip
    add_task(
        what="Bring the spare hearing loop to the front desk", kind="concerns.follow_up", key="demo:loop",
        due=today + timedelta(days=2), branch=sale, priority=Priority.FIRST, by=by, now=now - timedelta(days=1),
    )  # fmt: skip
    add_task(
        what="Say thank you to the new volunteers", kind="concerns.follow_up", key="demo:thanks",
        due=today + timedelta(days=5), roles=[Role.CALLER], by=by, now=now,
    )  # fmt: skip
    done = add_task(
        what="Order more cards in Braille", kind="concerns.follow_up", key="demo:braille",
        due=today - timedelta(days=1), owner=cast[ERIN], by=by, now=now - timedelta(days=6),
    )  # fmt: skip
    finish_task(
        task=done, outcome="Fifty ordered; they come on Monday.", by=at_the_desk(ERIN), now=now
    )
