"""Who is told of a step: the partner by mail, the person by their own way."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.messages.actions import send
from branchline.messages.letters import Addressee, Letter
from branchline.messages.models import Route
from branchline.people.models import Account, Purpose
from branchline.people.queries import addressee_of, may_contact

from ..letters import ACCEPTED, DECIDED, DECLINED, REFERRED, REMINDER, TAKEN_BACK
from ..models import Referral
from ..queries import partners_accounts


def tell_partner(referral: Referral, *, by: Acting, now: datetime) -> bool:
    """Somebody to help. False when there is no email address to tell."""
    return _mail(referral, REFERRED, by=by, now=now)


def remind_partner(referral: Referral, *, by: Acting, now: datetime) -> bool:
    """We have not heard yet. False when there is no email address."""
    return _mail(referral, REMINDER, by=by, now=now)


def say_no_longer_needed(referral: Referral, *, by: Acting, now: datetime) -> bool:
    """At once, whatever the hour. False when there is no email address."""
    return _mail(referral, TAKEN_BACK, by=by, now=now)


def tell_referrer(
    referral: Referral, letter: Letter = DECIDED, *, by: Acting, now: datetime
) -> bool:
    """The partner's worker who referred somebody to us: our answer, or a letter of the room it came to. False when nobody did."""
    worker = referral.made_by
    if referral.organisation is None or worker is None or not worker.is_active:
        return False
    _send(referral, letter, _of(worker), by=by, now=now)
    return True


def tell_person(
    referral: Referral,
    letter: Letter,
    *,
    by: Acting,
    now: datetime,
    valid_until: datetime | None = None,
) -> bool:
    """A letter about a referral, of this room or of the one it came to. By their own way; nobody who has died or wants no letters. False when nothing is sent."""
    person = referral.person
    to = addressee_of(person=person)
    if not to.address or not may_contact(person=person, purpose=Purpose.OWN_AFFAIRS, now=now):
        return False
    _send(referral, letter, to, by=by, now=now, valid_until=valid_until)
    return True


def tell_accepted(referral: Referral, *, by: Acting, now: datetime) -> bool:
    """Somebody will help."""
    return tell_person(referral, ACCEPTED, by=by, now=now)


def tell_declined(referral: Referral, *, by: Acting, now: datetime) -> bool:
    """Not this time, why, and what else."""
    return tell_person(referral, DECLINED, by=by, now=now)


def _mail(referral: Referral, letter: Letter, *, by: Acting, now: datetime) -> bool:
    offer = referral.offer
    if offer is None:
        return False
    if offer.email:
        whom = [Addressee(Route.EMAIL, offer.email, str(offer), offer.language)]
    elif offer.organisation_id:
        whom = [_of(account) for account in partners_accounts(offer, now)]
    else:
        whom = []
    for to in whom:
        _send(referral, letter, to, by=by, now=now)
    return bool(whom)


def _of(account: Account) -> Addressee:
    return Addressee(Route.EMAIL, account.email, str(account), account.language)


def _send(
    referral: Referral, letter: Letter, to: Addressee, *, by: Acting, now: datetime, valid_until: datetime | None = None
) -> None:  # fmt: skip
    send(
        letter=letter, reference=referral.public_id, to=to, by=by, now=now, valid_until=valid_until
    )
