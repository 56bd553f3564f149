"""Subject access: everything the house holds about somebody. And who has read or changed it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from branchline.core.rooms import rooms
from branchline.messages.actions import export_address
from branchline.messages.models import Route
from branchline.people.models import (
    Consent,
    Contact,
    ContactHistory,
    ContactLink,
    Erasure,
    Mark,
    RecordRead,
    Resident,
    ResidentHistory,
)
from branchline.places.queries import ward_called

from .acting_for import acting_for
from .changes import earlier, language_called, parts_changed

Person = Resident | Contact


def export_of(keys: "list[str]") -> dict[str, Any]:
    """{room: [what it holds, for each key]} over all rooms, empty ones left out."""
    found: dict[str, Any] = {}
    for room in rooms():
        parts = [part for key in keys if (part := _filled(room.export_about(key)))]
        if parts:
            found[str(room.title)] = parts[0] if len(parts) == 1 else parts
    return found


def _filled(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if value not in ({}, [], None, "")}


def about(person: str) -> dict[str, Any]:
    """This room's part, with what the outbox holds about the same addresses."""
    kind, _colon, number = person.partition(":")
    if kind == "contact":
        contact = Contact.objects.filter(pk=number).select_related("vouched_by").first()
        return _about_contact(contact) if contact else {}
    if kind == "resident":
        resident = Resident.objects.filter(pk=number).select_related("household").first()
        return _about_resident(resident) if resident else {}
    return {}


def _about_contact(contact: Contact) -> dict[str, Any]:
    return {
        "contact": {
            "name": contact.name, "reached by": contact.get_route_display(),
            "address": contact.address_to_read, "language": language_called(contact.language),
            "print": contact.get_format_display(),
            "known since": contact.made_at, "last seen": contact.seen_at,
            "proven": contact.proven_at, "vouched for by staff": contact.vouched_by_id is not None,
        },
        "linked to a record": [
            {"the same person": link.same, "decided": link.decided_at, "undone": link.undone_at}
            for link in ContactLink.objects.filter(contact=contact).order_by("pk")
        ],
        # Whose life it is about is in that person's own copy.
        "acts for somebody": [
            {"by what right": row.get_by_right_display(), "how we know": row.evidence,
             "since": row.began_at, "until": row.ended_at}
            for row in contact.acts_for.order_by("pk")
        ],
        **_common(contact),
        "earlier": earlier(ContactHistory.objects.filter(pgh_obj=contact)),
        "messages": export_address(route=Route(contact.route), address=contact.address),
    }  # fmt: skip


def _about_resident(resident: Resident) -> dict[str, Any]:
    routes = list(resident.routes.order_by("pk"))
    return {
        "record": {
            "name": resident.name, "known as": resident.known_as, "born on": resident.born_on,
            "age": resident.get_age_band_display(), "we write in": language_called(resident.language),
            "speaks": resident.spoken_language, "print": resident.get_format_display(),
            "preferred way to be reached": resident.get_preferred_route_display(),
            "household": str(resident.household or ""), "postcode": resident.postcode,
            "ward": _ward(resident), "fifth of deprivation": resident.quintile,
            "note": resident.note, "known since": resident.made_at, "last seen": resident.seen_on,
        },
        "ways to reach": [
            {"by": r.get_route_display(), "address": r.address_to_read, "since": r.made_at,
             "proven": r.proven_at}
            for r in routes
        ],
        "numbers in other systems": [
            {"system": system, "value": value, "in files of the library system since": since}
            for system, value, since in resident.external_ids.order_by("pk").values_list(
                "system", "value", "source__first_at"
            )
        ],
        "communication needs": [
            {
                "need": need.get_need_display(), "note": need.note, "told on": need.identified_on,
                "what we do": need.met_how, "partners may be told": need.may_be_shared,
                "ask again by": need.review_on, "asked again": need.reviewed_at, "ended": need.ended_at,
            }
            for need in resident.needs.order_by("pk")
        ],
        "who acts for them": [
            {"name": row.carer.name, "by what right": row.get_by_right_display(),
             "how we know": row.evidence, "gets their messages": row.gets_messages,
             "since": row.began_at, "until": row.ended_at}
            for row in acting_for(resident=resident)
        ],
        **_common(resident),
        "earlier": earlier(ResidentHistory.objects.filter(pgh_obj=resident)),
        "added and taken away": parts_changed(resident=resident),
        "messages": [
            told for r in routes
            if any((told := export_address(route=Route(r.route), address=r.address)).values())
        ],
    }  # fmt: skip


def _ward(resident: Resident) -> str:
    if not resident.ward_code:
        return ""
    ward = ward_called(resident.ward_code, resident.ward_vintage)
    return f"{ward.name} ({ward.code})" if ward else resident.ward_code


def _common(person: Person) -> dict[str, Any]:
    column = {"resident" if isinstance(person, Resident) else "contact": person}
    return {
        "consents": [
            {
                "about": row.get_purpose_display(), "answer": row.get_answer_display(),
                "basis": row.get_basis_display(), "words": row.words, "version of the words": row.wording,
                "how we know": row.evidence, "by": row.channel, "said": row.said_at,
            }
            for row in Consent.objects.filter(**column).order_by("said_at", "pk")
        ],
        "wishes": [
            {
                "wish": row.words, "who told us": row.get_source_display(), "since": row.since,
                "note": row.note, "noted": row.made_at, "lifted": row.lifted_at,
            }
            for row in Mark.objects.filter(**column).order_by("pk")
        ],
        # Colleagues are people too: when and where, but not who they are.
        "opened by staff": [
            {"when": read.read_at, "page": page_words(read.page), "why": read.why}
            for read in RecordRead.objects.filter(**column).order_by("read_at", "pk")
        ],
    }  # fmt: skip


def page_words(page: str) -> str:
    """What a page is called, where its room says it. No query."""
    told = (room.record_pages().get(page) for room in rooms())
    return str(next(filter(None, told), page))


def reads_of(*, person: Person, limit: int = 50) -> QuerySet[RecordRead]:
    """Who opened the record, newest first. One query."""
    column = {"resident" if isinstance(person, Resident) else "contact": person}
    rows = RecordRead.objects.filter(**column).select_related("account")
    return rows.order_by("-read_at", "-pk")[:limit]


def recent_erasures(*, limit: int = 20) -> QuerySet[Erasure]:
    """That people were erased, newest first. One query."""
    return Erasure.objects.select_related("erased_by").order_by("-erased_at")[:limit]
