"""Contacts: found by route and address or made, proven or vouched for, linked to a resident or not."""

from datetime import datetime

from branchline.core import links, prepared
from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.messages.actions import send
from branchline.messages.letters import Addressee
from branchline.messages.models import Route
from branchline.people import errors
from branchline.people.letters.contacts import PROOF, PROVE, open_for
from branchline.people.models import Contact, ContactLink, Purpose, Resident
from branchline.people.models.addresses import normal
from branchline.people.queries import may_contact

from .written import account_of, written

AT_THE_DESK = {Channel.DESK, Channel.PHONE, Channel.LETTER}


def normal_address(route: Route, address: str) -> str:
    """One spelling for one address. Raises `AddressNotRight` with the sentence for its route."""
    found = normal(route, address)
    if found is None:
        raise errors.AddressNotRight(Route(route))
    return found


@action
def find_or_make_contact(
    *, name: str, route: Route, address: str, language: str, by: Acting, now: datetime
) -> Contact:
    """The contact at this address of the current service.

    Staff vouch for whom they add. The newest name wins, except that nobody on the web renames a
    contact whose address is proven or vouched for. Raises `AddressNotRight`.
    """
    vouched_by = account_of(by) if by.channel in AT_THE_DESK else None
    spelled = normal_address(route, address)
    made = Contact(
        service_id=current_service_id(), route=route, address=spelled, name=name, language=language,
        made_at=now, seen_at=now, vouched_by_id=vouched_by,
    )  # fmt: skip
    if prepared.add_unless_there(made, "service_id", "route", "address"):
        return made
    contact = Contact.objects.get(route=route, address=spelled)
    if vouched_by is not None or not contact.is_sure:
        contact.name = name
    contact.language = language
    contact.vouched_by_id = contact.vouched_by_id or vouched_by
    contact.seen_at = max(contact.seen_at, now)
    with written(by, now):
        contact.save(update_fields=["name", "language", "vouched_by", "seen_at"])
    return contact


@action
def ask_for_proof(*, contact: Contact, by: Acting, now: datetime) -> None:
    """Send a code to the contact's address, by its route; telling it proves that the address is theirs.

    Raises `NotToBeWrittenTo` when they have died or do not wish it.
    """
    may = may_contact(
        person=contact, route=Route(contact.route), purpose=Purpose.OWN_AFFAIRS, now=now
    )
    if not may:
        raise errors.NotToBeWrittenTo(may.why)
    send(
        letter=PROVE,
        reference=contact.public_id,
        # To this very address, whatever else is known: it is the one that is to be proven.
        to=Addressee(
            Route(contact.route), contact.address, contact.name, contact.language, contact.format
        ),
        now=now,
        by=by,
        valid_until=now + open_for(Route(contact.route)),
    )


@action
def prove_contact(*, contact: Contact, code: str, by: Acting, now: datetime) -> None:
    """They told the code that we sent. Raises `ProofNotKnown` for any other."""
    try:
        told = links.follow(purpose=PROOF, secret=code, now=now)
    except links.LinkNotKnown:
        told = ""
    if told != contact.public_id:
        raise errors.ProofNotKnown
    Contact.objects.filter(pk=contact.pk, proven_at__isnull=True).update(proven_at=now)


@action
def vouch_for_contact(*, contact: Contact, by: Acting, now: datetime) -> None:
    """A member of staff knows that the address is theirs."""
    Contact.objects.filter(pk=contact.pk, vouched_by__isnull=True).update(
        vouched_by_id=account_of(by)
    )


@action
def decide_contact(
    *, contact: Contact, resident: Resident, same: bool, by: Acting, now: datetime
) -> ContactLink:
    """Staff looked: the contact is this resident, or is not. Raises `AlreadyDecided`."""
    Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    open_links = ContactLink.objects.filter(contact=contact, undone_at__isnull=True)
    if open_links.filter(resident=resident).exists():
        raise errors.AlreadyDecided
    if same and open_links.filter(same=True).exists():
        raise errors.LinkedToAnother
    return ContactLink.objects.create(
        service_id=current_service_id(),
        contact=contact,
        resident=resident,
        same=same,
        decided_at=now,
        decided_by_id=account_of(by),
    )


@action
def undo_decision(*, link: ContactLink, by: Acting, now: datetime) -> None:
    """It was a mistake: the two stand apart again, and may be looked at once more."""
    changed = ContactLink.objects.filter(pk=link.pk, undone_at__isnull=True).update(
        undone_at=now, undone_by_id=account_of(by)
    )
    if not changed:
        raise errors.AlreadyUndone
