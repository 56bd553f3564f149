"""Somebody asks for a device: on the public page, through a partner, or at the desk; and our yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.concerns.actions import add_task
from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.messages.models import Route
from branchline.people.actions import find_or_make_contact
from branchline.people.models import Contact, Organisation, Resident
from branchline.places.models import Branch
from branchline.referrals.actions import (
    Agreed,
    Asking,
    accept_referral,
    ask_us,
    decline_referral,
    take_referral,
)
from branchline.referrals.errors import MayNotPassOn
from branchline.referrals.models import Fact, How, Referral, ReferralKind, Urgency

from .. import errors, measures
from ..eligibility import Answer, Finding
from ..models import Band, DeviceRequest, Kind
from ..queries import ROOM, findings_for
from .waiting import join_line, lock, note

AGREED = Agreed(
    "devices-1",
    gettext_lazy("You may keep this and ring me about a device."),
)
"""What whoever asks on the public page says yes to. A new sentence takes a new version."""


@dataclass(frozen=True)
class Wish:
    """What is wanted."""

    kind: Kind
    band: Band
    wish: str
    branch: Branch
    hours: str = ""
    data: bool = False
    learning: bool = False


@dataclass(frozen=True)
class Reach:
    """Whom a partner refers, and how they are told."""

    name: str
    route: Route
    address: str
    language: str = "en"


SHARED = (Fact.NAME, Fact.TELEPHONE, Fact.ADDRESS)
"""What a partner may tell us of whom they refer: the sentence that is read out names it, and is kept."""


@action
def ask_for_device(*, asking: Asking, wish: Wish, key: str, by: Acting, now: datetime) -> None:
    """On the public page, once per `key`. Where a wish stands in the way a manager is told and nobody else. Raises
    `AddressNotRight`."""
    said = replace(asking, more=wish.wish)
    made = ask_us(
        asking=said, agreed=AGREED, room=ROOM, kind=ReferralKind.DEVICES, by=by, now=now, key=key
    )
    if made is not None:
        _keep(made, wish, by=by, now=now)
        return
    contact = find_or_make_contact(
        name=asking.name, route=Route.PHONE, address=asking.number, language=asking.language, by=by, now=now
    )  # fmt: skip
    _unwished(contact, key, by=by, now=now)


@action
def refer_for_device(
    *,
    reach: Reach,
    wish: Wish,
    organisation: Organisation,
    consent: How,
    urgency: Urgency = Urgency.USUAL,
    by: Acting,
    now: datetime,
    key: str,
) -> None:
    """By a partner’s worker, who has heard their yes. Once per `key`. A partner vouches for nobody’s address and is told of
    nobody’s wishes: a manager is. Raises `AddressNotRight`."""
    contact = find_or_make_contact(
        name=reach.name, route=reach.route, address=reach.address, language=reach.language,
        by=replace(by, channel=Channel.WEB), now=now,
    )  # fmt: skip
    try:
        made = take_referral(
            person=contact, to_room=ROOM, kind=ReferralKind.DEVICES, words=wish.wish, share=SHARED,
            organisation=organisation, consent=consent, urgency=urgency, by=by, now=now, key=key,
        )  # fmt: skip
    except MayNotPassOn:
        _unwished(contact, key, by=by, now=now)
    else:
        _keep(made, wish, by=by, now=now)


@action
def ask_on_behalf(
    *, person: Resident, wish: Wish, by: Acting, now: datetime, key: str
) -> DeviceRequest:
    """Staff, for somebody whose record is here. Once per `key`. Refuses MayNotPassOn, SayWhatIsNeeded."""
    made = take_referral(
        person=person, to_room=ROOM, kind=ReferralKind.DEVICES, words=wish.wish, by=by, now=now, key=key
    )  # fmt: skip
    return _keep(made, wish, by=by, now=now)


def _keep(made: Referral, wish: Wish, *, by: Acting, now: datetime) -> DeviceRequest:
    found: DeviceRequest
    found, new = DeviceRequest.objects.get_or_create(
        referral=made,
        service_id=made.service_id,
        defaults={
            "kind": wish.kind, "band": wish.band, "data": wish.data, "learning": wish.learning,
            "wish": wish.wish.strip(), "hours": wish.hours.strip(), "branch": wish.branch, "made_at": now,
        },
    )  # fmt: skip
    if new:
        note(measures.ASKED, found, by=by, now=now)
    return found


def _unwished(contact: Contact, key: str, *, by: Acting, now: datetime) -> None:
    add_task(
        what=_("Somebody asked for a device for a person who has died, or does not wish to be written to. Look at their contact."),
        kind="devices.asked", key=f"devices.asked:{key[:40]}", due=in_london(now).date(), roles=[Role.SERVICE_MANAGER],
        link=("people:contact", contact.public_id), by=by, now=now,
    )  # fmt: skip


@action
def say_yes(
    *,
    request: DeviceRequest,
    band: Band,
    asked: bool = False,
    despite: str = "",
    by: Acting,
    now: datetime,
) -> DeviceRequest:
    """They may borrow one, and join the queue; whoever referred them is told. Twice is once. `band`: as it was heard; `asked`:
    what the records don’t say was asked; `despite`: why, although a rule says no.

    Refuses at a field AskThemFirst, SayWhyAllTheSame; and what `accept_referral` refuses.
    """
    locked = lock(request, now=now)
    if locked.entry_id is not None:
        return locked
    findings = findings_for(locked, now)
    if not asked and any(each.answer == Answer.ASK for each in findings):
        raise errors.AskThemFirst
    if not despite.strip() and any(each.answer == Answer.NO for each in findings):
        raise errors.SayWhyAllTheSame
    accept_referral(referral=locked.referral, by_partner=False, by=by, now=now)
    locked.band, locked.despite, locked.answers = band, despite.strip(), _answers(findings)
    locked.save(update_fields=["band", "despite", "answers"])
    note(measures.ELIGIBLE, locked, by=by, now=now)
    return join_line(locked, by=by, now=now)


@action
def say_no(
    *, request: DeviceRequest, reason: str, instead: str, by: Acting, now: datetime
) -> DeviceRequest:
    """Not this time: why, and what else can help; they and whoever referred them are told both. Refuses what
    `decline_referral` refuses."""
    locked = lock(request, now=now)
    locked.answers = _answers(findings_for(locked, now))
    locked.save(update_fields=["answers"])
    decline_referral(
        referral=locked.referral, reason=reason, instead=instead, by_partner=False, by=by, now=now
    )
    note(measures.NOT_ELIGIBLE, locked, by=by, now=now)
    locked.refresh_from_db()
    return locked


def _answers(findings: Sequence[Finding]) -> dict[str, str]:
    return {each.rule.value: each.answer.value for each in findings}
