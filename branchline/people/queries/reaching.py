"""How somebody is reached so that they understand it: the Accessible Information Standard's step "meet".

Every room that writes to a contact or a resident asks `addressee_of` and hands the answer to the outbox.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core import prepared
from branchline.messages.letters import Addressee
from branchline.messages.models import Format, Route
from branchline.people.models import (
    CommunicationNeed,
    Contact,
    ContactLink,
    Need,
    Purpose,
    Resident,
)

from .acting_for import written_to_instead
from .wishes import may_contact

Person = Resident | Contact
Way = tuple[Route, str]

NEVER_RUNG = (Need.TEXT_ONLY, Need.BSL_VIDEO)
IN_WRITING = (Route.SMS, Route.EMAIL, Route.LETTER)
LONGEST, LONGEST_NAME = 300, 100


def addressee_of(*, person: Person, name: str = "") -> Addressee:
    """Whom to write to, by what, in which language and print, and what helps them. Six queries at most.

    A contact who is a resident is reached as that resident needs: nobody who is deaf is rung because
    they once left a telephone number, and nobody who can't read gets a letter while a number is known.
    Whoever wants their messages to go to somebody who acts for them is reached through that person.
    `name`: by which they asked for what this is about; two families may share an address.
    """
    resident = person if isinstance(person, Resident) else _resident_of(person)
    carer = written_to_instead(resident=resident) if resident is not None else None
    if resident is None or carer is None or carer == person:
        return _to(person, resident, name)
    to = _to(carer, _resident_of(carer), "")
    with translation.override(to.language):
        said = {"carer": to.name, "person": name or resident.called}
        return replace(to, name=(_("%(carer)s, for %(person)s") % said)[:LONGEST_NAME])


NOTHING_KNOWN = (
    "SELECT NOT EXISTS (SELECT FROM people_contactlink WHERE contact_id = %s AND same AND undone_at IS NULL)"
    " AND NOT EXISTS (SELECT FROM people_mark WHERE contact_id = %s AND lifted_at IS NULL)"
)


def reach_about_own_affairs(*, contact: Contact, name: str, now: datetime) -> Addressee | None:
    """Whom to write to about what a contact asked for; nobody when they have died or asked us not to.

    One query for most, of whom we know an address and no more; else those of `addressee_of`, `may_contact`.
    """
    with prepared.run(NOTHING_KNOWN, [contact.pk, contact.pk]) as cursor:
        if cursor.fetchone()[0]:
            return _to(contact, None, name)
    to = addressee_of(person=contact, name=name)
    # What they need may have chosen another way than the one they left: that one is theirs as well.
    route = to.route if to.route == contact.route else None
    return (
        to
        if may_contact(person=contact, route=route, purpose=Purpose.OWN_AFFAIRS, now=now)
        else None
    )


def _to(person: Person, resident: Resident | None, name: str) -> Addressee:
    """To somebody themselves; `resident`: who they are."""
    if isinstance(person, Resident):
        return _as_needed(person, name or person.called, _preferred(person))
    chosen = Route(person.route), person.address
    if resident is not None:
        return _as_needed(resident, name or person.name, chosen)
    return Addressee(*chosen, name or person.name, person.language, person.format)


def _resident_of(contact: Contact) -> Resident | None:
    link = (
        ContactLink.objects.filter(contact=contact, same=True, undone_at__isnull=True)
        .select_related("resident")
        .first()
    )
    return link.resident if link else None


def _as_needed(resident: Resident, name: str, chosen: Way) -> Addressee:
    needs = list(resident.needs.filter(ended_at__isnull=True).order_by("pk"))
    asked = {Need(need.need) for need in needs}
    route, address = _usable(chosen, resident, asked)
    return Addressee(
        route=route,
        address=address,
        name=name,
        language=resident.language,
        format=print_for(asked) if asked & {Need.LARGE_PRINT, Need.EASY_READ} else resident.format,
        needs=_told(needs, resident),
    )


def print_for(needs: set[Need]) -> Format:
    """How paper must look for somebody. Easy read is set as large as large print."""
    if Need.EASY_READ in needs:
        return Format.EASY_READ
    return Format.LARGE_PRINT if Need.LARGE_PRINT in needs else Format.STANDARD


def _preferred(resident: Resident) -> Way:
    known = _known(resident)
    wanted = (way for way in known if way[0] == resident.preferred_route)
    return next(wanted, known[0] if known else (Route.LETTER, ""))


def _known(resident: Resident) -> list[Way]:
    rows = resident.routes.order_by("pk").values_list("route", "address")
    return [(Route(route), address) for route, address in rows]


def _usable(chosen: Way, resident: Resident, asked: set[Need]) -> Way:
    """What they chose, unless it is one that they have told us they can't use."""
    if asked & set(NEVER_RUNG) and chosen[0] == Route.PHONE:
        return _first([chosen, *_known(resident)], IN_WRITING) or chosen
    if Need.PHONE_ONLY in asked and chosen[0] != Route.PHONE:
        return _first([chosen, *_known(resident)], (Route.PHONE,)) or chosen
    return chosen


def _first(ways: Iterable[Way], wanted: Iterable[Route]) -> Way | None:
    """The first that is wanted. A mobile number can be rung and written to, whichever was noted."""
    mobile = {Route.PHONE: Route.SMS, Route.SMS: Route.PHONE}
    able = list(ways)
    able += [(mobile[r], address) for r, address in able if r in mobile and address[:2] == "07"]
    return next((way for route in wanted for way in able if way[0] == route and way[1]), None)


def _told(needs: Iterable[CommunicationNeed], resident: Resident) -> str:
    """For whoever rings, prints or posts. Large print and routes are seen to already."""
    seen_to = {*NEVER_RUNG, Need.LARGE_PRINT, Need.PHONE_ONLY}
    words = [
        f"{need.get_need_display()} ({need.met_how})" if need.met_how else need.get_need_display()
        for need in needs
        if Need(need.need) not in seen_to
    ]
    if resident.spoken_language:
        words.append(resident.spoken_language)
    return "; ".join(words)[:LONGEST]


def needs_of(*, contacts: Iterable[Contact]) -> dict[int, list[CommunicationNeed]]:
    """{key of a contact: what they need to understand us}, for a list of people. Two queries."""
    rows = CommunicationNeed.objects.filter(
        resident__links__same=True,
        resident__links__undone_at__isnull=True,
        resident__links__contact__in=[contact.pk for contact in contacts],
        ended_at__isnull=True,
        flagged=True,
    ).values_list("pk", "resident__links__contact_id")
    of = list(rows.order_by("pk"))
    needs = CommunicationNeed.objects.in_bulk([pk for pk, _contact in of])
    found: dict[int, list[CommunicationNeed]] = {}
    for pk, contact_id in of:
        found.setdefault(contact_id, []).append(needs[pk])
    return found
