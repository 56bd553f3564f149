"""Desk: who may be one and the same. Contacts and residents, and two records of one person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.design.dates import day_words
from branchline.core.pages import desk_page, permitted
from branchline.people import actions, permits, queries
from branchline.people.models import ContactLink, Duplicate, Merge, Resident

from .steps import contact_of, resident_of


@desk_page(permits.REVIEW_RESIDENTS)
@require_safe
def duplicates(request: Any) -> HttpResponse:
    """Pairs of records that look alike, likest first, and what was merged lately."""
    context = {
        "pairs": queries.duplicates_to_review(),
        "merges": queries.recent_merges(),
        "waiting": queries.people_to_do(today=clock.today()),
        "tab": "duplicates",
    }
    return render(request, "people/desk/residents/duplicates.html", context)


@desk_page(permits.REVIEW_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: Any, public_id: str) -> HttpResponse:
    """Two records side by side: one person or two?"""
    pair = Duplicate.objects.filter(public_id=public_id).select_related("one", "other").first()
    if pair is None or pair.one.merged_into_id or pair.other.merged_into_id:
        raise Http404
    both = [
        resident_of(request, permits.REVIEW_RESIDENTS, record.public_id)
        for record in (pair.one, pair.other)
    ]
    now = clock.now()
    if request.method == "POST":
        return _decide(request, pair)
    for record in both:
        actions.note_read(person=record, page="people:duplicate", by=request.acting, now=now)
    context = {
        "pair": pair,
        "both": both,
        "because": pair.because.split(),
        "facts": _compared(*both),
    }
    return render(request, "people/desk/residents/duplicate.html", context)


@dataclass(frozen=True)
class Fact:
    """What both records say of one thing."""

    title: str
    one: str
    other: str

    @property
    def words(self) -> str:
        """How they compare, never by colour alone."""
        if self.one == self.other:
            return _("The same")
        return _("Different") if self.one and self.other else _("Only one says")

    @property
    def tone(self) -> str:
        """The dot beside it."""
        if self.one == self.other:
            return "good"
        return "wrong" if self.one and self.other else "quiet"


def _compared(one: Resident, other: Resident) -> list[Fact]:
    """What at least one of them says."""

    def fact(title: str, say: Callable[[Resident], str]) -> Fact:
        return Fact(title, say(one), say(other))

    facts = [
        fact(_("Name"), lambda r: r.name),
        fact(_("Called"), lambda r: r.known_as),
        fact(_("Born"), _born),
        fact(_("Postcode"), lambda r: r.postcode),
        fact(_("Reached by"), lambda r: ", ".join(w.address_to_read for w in r.routes.all())),
        fact(_("Card"), lambda r: ", ".join(card.value for card in r.external_ids.all())),
        fact(_("What they need"), lambda r: ", ".join(str(need) for need in r.needs.all())),
        fact(_("Lives at"), lambda r: str(r.household or "")),
    ]
    return [each for each in facts if each.one or each.other]


def _born(resident: Resident) -> str:
    if resident.born_on is None:
        return resident.get_age_band_display()
    return day_words(resident.born_on, year=True)


def _decide(request: Any, pair: Duplicate) -> HttpResponse:
    now, verdict = clock.now(), request.POST.get("verdict")
    if verdict == "different":
        actions.say_different(duplicate=pair, by=request.acting, now=now)
        messages.success(request, _("Noted: two people. We will not ask again."))
        return redirect("people:duplicates", request.service.slug)
    kept = {"one": (pair.one, pair.other), "other": (pair.other, pair.one)}.get(verdict)
    if kept is None:
        raise Http404
    keep, merge = kept
    actions.merge_residents(keep=keep, merge=merge, by=request.acting, now=now)
    messages.success(request, _("One record now. If it was a mistake, you can undo it for a year."))
    return redirect("people:resident", request.service.slug, keep.public_id)


@desk_page(permits.REVIEW_RESIDENTS)
@require_POST
def undo_merge(request: Any, public_id: str) -> HttpResponse:
    """Two records again."""
    merge = Merge.objects.filter(public_id=public_id).select_related("kept").first()
    if merge is None:
        raise Http404
    permitted(request, permits.REVIEW_RESIDENTS, merge.kept)
    actions.undo_merge(merge=merge, by=request.acting, now=clock.now())
    messages.success(request, _("Undone: two records again."))
    return redirect("people:duplicates", request.service.slug)


@desk_page(permits.REVIEW_RESIDENTS)
@require_POST
def decide_contact(request: Any, public_id: str, resident_id: str) -> HttpResponse:
    """A contact is this resident, or is not."""
    contact = contact_of(request, permits.REVIEW_RESIDENTS, public_id)
    found = resident_of(request, permits.REVIEW_RESIDENTS, resident_id)
    same = request.POST.get("same") == "yes"
    actions.decide_contact(
        contact=contact, resident=found, same=same, by=request.acting, now=clock.now()
    )
    messages.success(request, _("Linked. You can undo it.") if same else _("Noted: two people."))
    if request.POST.get("back") == "contact":
        return redirect("people:contact", request.service.slug, contact.public_id)
    return redirect("people:resident", request.service.slug, found.public_id)


@desk_page(permits.REVIEW_RESIDENTS)
@require_POST
def undo_link(request: Any, public_id: str) -> HttpResponse:
    """A contact and a resident stand apart again."""
    link = ContactLink.objects.filter(public_id=public_id).select_related("contact").first()
    if link is None:
        raise Http404
    permitted(request, permits.REVIEW_RESIDENTS, link.contact)
    actions.undo_decision(link=link, by=request.acting, now=clock.now())
    messages.success(request, _("Undone. You can look at it again."))
    return redirect("people:contact", request.service.slug, link.contact.public_id)
