"""Subject access: everything the house holds about somebody. And who has read or changed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from branchline.core.rooms import rooms
from branchline.messages.actions import export_address
from branchline.messages.models import Route
from branchline.people.models import (
    Account,
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
            "address": contact.address_to_read, "language": _language(contact.language),
            "print": contact.get_format_display(),
            "known since": contact.made_at, "last seen": contact.seen_at,
            "proven": contact.proven_at, "vouched for by staff": contact.vouched_by_id is not None,
        },
        "linked to a record": [
            {"the same person": link.same, "decided": link.decided_at, "undone": link.undone_at}
            for link in ContactLink.objects.filter(contact=contact).order_by("pk")
        ],
        **_common(contact),
        "earlier": _earlier(ContactHistory.objects.filter(pgh_obj=contact),
                            ["name", "route", "address", "language", "format"]),
        "messages": export_address(route=Route(contact.route), address=contact.address),
    }  # fmt: skip


def _about_resident(resident: Resident) -> dict[str, Any]:
    routes = list(resident.routes.order_by("pk"))
    return {
        "record": {
            "name": resident.name, "known as": resident.known_as, "born on": resident.born_on,
            "age": resident.get_age_band_display(), "we write in": _language(resident.language),
            "speaks": resident.spoken_language, "print": resident.get_format_display(),
            "preferred way to be reached": resident.get_preferred_route_display(),
            "household": str(resident.household or ""), "postcode": resident.postcode,
            "ward": resident.ward_code, "fifth of deprivation": resident.quintile,
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
        **_common(resident),
        "earlier": _earlier(ResidentHistory.objects.filter(pgh_obj=resident),
                            ["name", "known_as", "born_on", "age_band", "language", "format",
                             "spoken_language", "preferred_route", "postcode", "note"]),
        "messages": [
            told for r in routes
            if any((told := export_address(route=Route(r.route), address=r.address)).values())
        ],
    }  # fmt: skip


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


def _earlier(rows: QuerySet, fields: "list[str]") -> list[dict[str, Any]]:
    found = rows.order_by("pgh_id").values("pgh_created_at", *fields)
    return [{"until": row.pop("pgh_created_at"), **row} for row in found]


def page_words(page: str) -> str:
    """What a page is called, where its room says it. No query."""
    told = (room.record_pages().get(page) for room in rooms())
    return str(next(filter(None, told), page))


def _language(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def reads_of(*, person: Person, limit: int = 50) -> QuerySet[RecordRead]:
    """Who opened the record, newest first. One query."""
    column = {"resident" if isinstance(person, Resident) else "contact": person}
    rows = RecordRead.objects.filter(**column).select_related("account")
    return rows.order_by("-read_at", "-pk")[:limit]


@dataclass(frozen=True)
class Change:
    """One change of a record: when, by whom, and what stood there before and after."""

    at: datetime
    by: str
    fields: "list[tuple[str, str, str]]"


def changes_of(*, resident: Resident, limit: int = 50) -> list[Change]:
    """What was changed on a record, newest first. Two queries."""
    fields = [
        field for field in ResidentHistory._meta.fields
        if not field.name.startswith("pgh_") and field.name != "service"
    ]  # fmt: skip
    rows = list(ResidentHistory.objects.filter(pgh_obj=resident).order_by("-pgh_id")[:limit])
    numbers: set[int] = {(row.pgh_context or {}).get("account") or 0 for row in rows}
    names = {account.pk: str(account) for account in Account.objects.filter(pk__in=numbers)}
    found, after = [], resident
    for row in rows:
        context = row.pgh_context or {}
        changed = [
            (field.name, _shown(getattr(row, field.name)), _shown(getattr(after, field.name)))
            for field in fields
            if getattr(row, field.name) != getattr(after, field.name)
        ]
        at = datetime.fromisoformat(context["at"]) if "at" in context else row.pgh_created_at
        found.append(Change(at, names.get(context.get("account") or 0, ""), changed))
        after = row
    return found


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def recent_erasures(*, limit: int = 20) -> QuerySet[Erasure]:
    """That people were erased, newest first. One query."""
    return Erasure.objects.select_related("erased_by").order_by("-erased_at")[:limit]
