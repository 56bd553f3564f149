"""Contacts are found by route and address, or made."""

from datetime import datetime

from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.messages.models import Route
from branchline.people.models import Contact


@action
def find_or_make_contact(
    *, name: str, route: Route, address: str, language: str, by: Acting, now: datetime
) -> Contact:
    """The contact at this address; the newest name and language win. Staff vouch for whom they add."""
    vouched_by = (
        by.actor.id
        if by.actor and by.actor.kind == "account" and by.channel in AT_THE_DESK
        else None
    )
    contact, made = Contact.objects.get_or_create(
        service_id=current_service_id(),
        route=route,
        address=normal_address(route, address),
        defaults={"name": name, "language": language, "made_at": now, "seen_at": now, "vouched_by_id": vouched_by},
    )
    if not made and (contact.name, contact.language) != (name, language):
        contact.name, contact.language = name, language
        contact.save(update_fields=["name", "language"])
    return contact


AT_THE_DESK = {Channel.DESK, Channel.PHONE, Channel.LETTER}


def normal_address(route: Route, address: str) -> str:
    """One spelling for one address: lower-case mail, digits of a telephone, lines of a letter."""
    if route == Route.EMAIL:
        return address.strip().lower()
    if route == Route.LETTER:
        return "\n".join(" ".join(line.split()) for line in address.splitlines() if line.strip())
    digits = "".join(c for c in address if c.isdigit() or c == "+")
    return f"0{digits.removeprefix('+44')}" if digits.startswith("+44") else digits
