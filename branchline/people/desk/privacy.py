"""Desk: a copy of what we hold, erasure, who opened a record, and what we keep for how long."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.ledger import record
from branchline.core.pages import desk_page
from branchline.people import actions, permits, queries
from branchline.people.forms.accounts import KeepForm
from branchline.people.forms.residents import ErasureForm
from branchline.people.measures import EXPORTED
from branchline.people.models import Contact, Resident
from branchline.people.parts import told

from .steps import contact_of, page_of, resident_of


@desk_page(permits.ANSWER_FOR_RECORDS)
@require_safe
def seen_by(request: Any, public_id: str) -> HttpResponse:
    """Who opened the record, and who changed what."""
    found = resident_of(request, permits.ANSWER_FOR_RECORDS, public_id)
    context = {
        "resident": found,
        "reads": [(read, queries.page_words(read.page)) for read in queries.reads_of(person=found)],
        "changes": queries.changes_of(resident=found),
    }
    return render(request, "people/desk/residents/seen_by.html", context)


@desk_page(permits.ANSWER_FOR_RECORDS)
@require_safe
def copy_of_resident(request: Any, public_id: str) -> HttpResponse:
    """Everything we hold about a resident, to read and to print."""
    return _copy(request, resident_of(request, permits.ANSWER_FOR_RECORDS, public_id))


@desk_page(permits.ANSWER_FOR_RECORDS)
@require_safe
def copy_of_contact(request: Any, public_id: str) -> HttpResponse:
    """Everything we hold about a contact, to read and to print."""
    return _copy(request, contact_of(request, permits.ANSWER_FOR_RECORDS, public_id))


@desk_page(permits.ANSWER_FOR_RECORDS)
@require_safe
def file_of_resident(request: Any, public_id: str) -> HttpResponse:
    """The same as a file that machines read (UK GDPR article 20)."""
    return _file(request, resident_of(request, permits.ANSWER_FOR_RECORDS, public_id))


@desk_page(permits.ANSWER_FOR_RECORDS)
@require_safe
def file_of_contact(request: Any, public_id: str) -> HttpResponse:
    """The same as a file that machines read."""
    return _file(request, contact_of(request, permits.ANSWER_FOR_RECORDS, public_id))


def _copy(request: Any, person: Resident | Contact) -> HttpResponse:
    held = _held(request, person, "people:copy_of")
    context = {
        "person": person,
        "rooms": [(room, told(part)) for room, part in held.items()],
        "now": clock.now(),
        "page": page_of(person),
        "file": f"{page_of(person)}_file",
    }
    return render(request, "people/desk/residents/copy.html", context)


def _file(request: Any, person: Resident | Contact) -> HttpResponse:
    held = {
        "service": str(request.service.name),
        "made": clock.now(),
        "held": _held(request, person, "people:file_of"),
    }
    answer = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"{request.service.slug}-{person.public_id}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _held(request: Any, person: Resident | Contact, page: str) -> dict[str, Any]:
    now = clock.now()
    held = queries.export_of(actions.keys_of_person(person))
    actions.note_read(
        person=person, page=page, why=_("A copy for the person"), by=request.acting, now=now
    )
    record(kind=EXPORTED, by=request.acting, now=now)
    return held


@desk_page(permits.ANSWER_FOR_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def erase_resident(request: Any, public_id: str) -> HttpResponse:
    """Erase a resident: asked once, with which contacts go too, what stays and why."""
    found = resident_of(request, permits.ANSWER_FOR_RECORDS, public_id)
    linked = [link.contact for link in queries.contacts_linked_to(resident=found)]
    likely = queries.contacts_alike(resident=found, limit=50)
    form = ErasureForm(request.POST if request.method == "POST" else None, likely=likely)
    if request.method == "POST" and form.is_valid():
        actions.erase(person=found, also=form.chosen(), by=request.acting, now=clock.now())
        messages.success(request, _erased(len(likely) - len(form.chosen())))
        return redirect("people:residents", request.service.slug)
    merged = len(actions.keys_of_person(found)) - 1 - len(linked)
    context = {"form": form, "linked": linked, "likely": likely, "merged": merged}
    return _ask_to_erase(request, found, context)


def _erased(left: int) -> str:
    """What is true: everything of somebody is gone only when nothing that may be theirs was left."""
    if not left:
        return _("Erased, in every part of the library. The counts stay.")
    return ngettext(
        "Erased. %(n)s contact with one of their addresses stays, because you did not tick it.",
        "Erased. %(n)s contacts with one of their addresses stay, because you did not tick them.",
        left,
    ) % {"n": left}


@desk_page(permits.ANSWER_FOR_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def erase_contact(request: Any, public_id: str) -> HttpResponse:
    """Erase a contact: asked once, and what we hold of the same person elsewhere is named."""
    found = contact_of(request, permits.ANSWER_FOR_RECORDS, public_id)
    records = queries.records_of(contact=found)
    if request.method == "POST":
        actions.erase(person=found, by=request.acting, now=clock.now())
        done = _("The contact is erased. A record with the same address stays.")
        messages.success(request, done if records else _erased(0))
        return redirect("people:contacts", request.service.slug)
    return _ask_to_erase(request, found, {"records": records})


def _ask_to_erase(
    request: Any, person: Resident | Contact, context: dict[str, Any]
) -> HttpResponse:
    context |= {"person": person, "page": page_of(person)}
    return render(request, "people/desk/residents/erase.html", context)


@desk_page(permits.SEE_RETENTION)
@require_safe
def kept(request: Any) -> HttpResponse:
    """What we keep and for how long, from every room; and that people were erased."""
    context = {
        "rules": queries.retention_rules(chosen=queries.chosen_lengths()),
        "last": queries.last_retention(),
        "chooses": permits.CHOOSE_RETENTION.allows(request.holdings),
        "erasures": queries.recent_erasures(),
    }
    return render(request, "people/desk/residents/kept.html", context)


@desk_page(permits.CHOOSE_RETENTION)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Any, rule: str) -> HttpResponse:
    """Keep something for less than its rule allows."""
    row = queries.rule_called(name=rule)
    if row is None:
        raise Http404
    months = row.choice.months if row.choice else queries.months_of(row.rule.kept_for)
    form = KeepForm(request.POST or None, initial={"months": months})
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_retention(
                rule=row.rule, **form.cleaned_data, by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. It holds from tonight."))
            return redirect("people:kept", request.service.slug)
    return render(request, "people/desk/residents/keep.html", {"form": form, "row": row})
