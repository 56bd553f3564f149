"""Desk: people we know. Look them up, open a record, add and change one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.rooms import every_person_page
from branchline.messages.models import Route
from branchline.people import actions, permits, queries
from branchline.people.forms.residents import (
    AddWayForm,
    CardForm,
    DetailsOfResident,
    HouseholdForm,
    NeedForm,
    NewResidentForm,
    ReviewForm,
)
from branchline.people.models import CommunicationNeed, ExternalId, Resident, ResidentRoute

from .steps import resident_of, step


@desk_page(permits.SEE_RESIDENTS)
@require_safe
def residents(request: Any) -> HttpResponse:
    """Everybody by name; or who is called so, lives there. A card leads to its record at once."""
    text = request.GET.get("who", "")
    visible = permits.SEE_RESIDENTS.visible(request.holdings)
    one = queries.whose_card(text=text, visible=visible)
    if one is not None:
        return _back(request, one)
    found = queries.find_residents(
        text=text,
        visible=visible,
        after=request.GET.get("after"),
    )
    later = f"?{urlencode({'who': text, 'after': found.page.after})}" if found.page.after else ""
    context = {
        "text": text,
        "found": found,
        "later": later,
        "today": clock.today(),
        "changes": permits.CHANGE_RESIDENTS.allows(request.holdings),
        "brings_in": permits.BRING_IN_MEMBERS.allows(request.holdings),
        "waiting": queries.people_to_do(today=clock.today()),
        "tab": "residents",
    }
    return render(request, "people/desk/residents/list.html", context)


@desk_page(permits.SEE_RESIDENTS)
@require_safe
def needs_due(request: Any) -> HttpResponse:
    """Needs that were noted a year ago: is what we do still right?"""
    today = clock.today()
    context = {
        "due": queries.needs_to_review(today=today, limit=100),
        "changes": permits.CHANGE_RESIDENTS.allows(request.holdings),
        "waiting": queries.people_to_do(today=today),
        "tab": "needs",
    }
    return render(request, "people/desk/residents/needs_due.html", context)


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """A new record. The name from the search is kept."""
    form = NewResidentForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_resident(
                details=form.details(),
                routes=form.routes(),
                card=form.cleaned_data["card"],
                by=request.acting,
                now=clock.now(),
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added. What do they need, and what may we do?"))
            return redirect("people:resident", request.service.slug, made.public_id)
    return render(request, "people/desk/residents/new.html", {"form": form})


@desk_page(permits.SEE_RESIDENTS)
@require_safe
def resident(request: Any, public_id: str) -> HttpResponse:
    """One record, needs first. Opening it is written down."""
    found = queries.resident_by_public_id(public_id=public_id)
    if found is None:
        raise Http404
    permitted(request, permits.SEE_RESIDENTS, found)
    if found.merged_into_id is not None:
        now_part_of = queries.resident_now(number=found.pk)
        return redirect("people:resident", request.service.slug, now_part_of.public_id if now_part_of else "")  # fmt: skip
    now = clock.now()
    actions.note_read(person=found, page="people:resident", by=request.acting, now=now)
    consents = list(queries.consents_of(person=found))
    context = {
        "resident": found,
        "today": clock.today(),
        "age": found.age_on(clock.today()),
        "flags": [need for need in found.needs.all() if need.flagged],
        "deceased": queries.is_deceased(found),
        "consents": consents,
        "standing": queries.standing_consents(consents),
        "no_number": queries.wants_calls_without_a_number(person=found, consents=consents),
        "home": queries.household_of(found),
        "acting": list(queries.acting_for(resident=found)),
        "links": queries.contacts_linked_to(resident=found),
        "alike": queries.contacts_alike(resident=found),
        "merges": queries.merges_of(resident=found),
        "changes": permits.CHANGE_RESIDENTS.allows(request.holdings, found),
        "reviews": permits.REVIEW_RESIDENTS.allows(request.holdings, found),
        "answers": permits.ANSWER_FOR_RECORDS.allows(request.holdings, found),
        "further": [
            (page.title, reverse(page.url_name, args=[request.service.slug, found.public_id]))
            for page in every_person_page()
            if page.permit.allows(request.holdings, found)
        ],
    }
    return render(request, "people/desk/residents/resident.html", context)


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Any, public_id: str) -> HttpResponse:
    """Other details."""
    found = resident_of(request, permits.CHANGE_RESIDENTS, public_id)
    form = DetailsOfResident(request.POST or None, initial=DetailsOfResident.of(found))

    def do(form: Any) -> None:
        actions.change_resident(
            resident=found, details=form.details(), by=request.acting, now=clock.now()
        )

    return step(request, found, form, do, title=_("Change details"), done=_("Saved."))


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_route(request: Any, public_id: str) -> HttpResponse:
    """Another way to reach them."""
    found = resident_of(request, permits.CHANGE_RESIDENTS, public_id)

    def do(form: Any) -> str:
        made = actions.add_route(
            resident=found,
            route=Route(form.cleaned_data["route"]),
            address=form.cleaned_data["address"],
            by=request.acting,
            now=clock.now(),
        )
        return made.public_id

    form = AddWayForm(request.POST or None)
    return step(request, found, form, do, title=_("Add a way to reach them"), done=_("Added."))


def _route(request: Any, public_id: str) -> ResidentRoute:
    found = ResidentRoute.objects.filter(public_id=public_id).select_related("resident").first()
    if found is None:
        raise Http404
    permitted(request, permits.CHANGE_RESIDENTS, found.resident)
    return found


def _sure(request: Any, person: Resident, what: str, sentence: str) -> HttpResponse:
    """Asked once, before something is taken off a record."""
    context = {"person": person, "what": what, "sentence": sentence % {"name": person.name}}
    return render(request, "people/desk/residents/sure.html", context)


def _back(request: Any, resident: Resident) -> HttpResponse:
    return redirect("people:resident", request.service.slug, resident.public_id)


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_route(request: Any, public_id: str) -> HttpResponse:
    """It no longer reaches them: asked once."""
    found = _route(request, public_id)
    if request.method != "POST":
        sentence = _("Nothing more goes there about %(name)s. The record says who removed it.")
        return _sure(request, found.resident, found.address_to_read, sentence)
    actions.remove_route(route=found, by=request.acting, now=clock.now())
    messages.success(request, _("Removed."))
    return _back(request, found.resident)


@desk_page(permits.CHANGE_RESIDENTS)
@require_POST
def prefer_route(request: Any, public_id: str) -> HttpResponse:
    """They would rather be reached so."""
    found = _route(request, public_id)
    actions.prefer_route(
        resident=found.resident, route=Route(found.route), by=request.acting, now=clock.now()
    )
    messages.success(request, _("Saved."))
    return _back(request, found.resident)


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_card(request: Any, public_id: str) -> HttpResponse:
    """A library card, or a number in another system."""
    found = resident_of(request, permits.CHANGE_RESIDENTS, public_id)

    def do(form: Any) -> None:
        said = form.cleaned_data
        actions.add_external_id(
            resident=found, system=said["system"], value=said["card"], by=request.acting, now=clock.now()
        )  # fmt: skip

    form = CardForm(request.POST or None)
    return step(request, found, form, do, title=_("Add a card or number"), done=_("Added."))


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_card(request: Any, public_id: str) -> HttpResponse:
    """A lost card, or another person's: asked once."""
    found = ExternalId.objects.filter(public_id=public_id).select_related("resident").first()
    if found is None:
        raise Http404
    permitted(request, permits.CHANGE_RESIDENTS, found.resident)
    if request.method != "POST":
        sentence = _("%(name)s is no longer found by it. The record says who removed it.")
        return _sure(request, found.resident, found.value, sentence)
    actions.remove_external_id(external_id=found, by=request.acting, now=clock.now())
    messages.success(request, _("Removed."))
    return _back(request, found.resident)


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_need(request: Any, public_id: str) -> HttpResponse:
    """Something they need to understand us and be understood."""
    found = resident_of(request, permits.CHANGE_RESIDENTS, public_id)

    def do(form: Any) -> str:
        made = actions.record_need(
            resident=found, **form.as_said(), by=request.acting, now=clock.now()
        )
        return made.public_id

    lede = _(
        "Ask everybody, and write down what they need, not why. Colleagues see it first on the record;"
        " we ask again after a year."
    )
    form = NeedForm(request.POST or None)
    return step(request, found, form, do, title=_("Add a need"), lede=lede, done=_("Added."))


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def review_need(request: Any, public_id: str) -> HttpResponse:
    """Ask again whether a need still holds."""
    need = CommunicationNeed.objects.filter(public_id=public_id, ended_at__isnull=True).first()
    if need is None:
        raise Http404
    found = resident_of(request, permits.CHANGE_RESIDENTS, need.resident.public_id)

    def do(form: Any) -> None:
        actions.review_need(
            need=need,
            still_needed=form.cleaned_data["still_needed"] == "yes",
            met_how=form.cleaned_data["met_how"],
            by=request.acting,
            now=clock.now(),
        )

    form = ReviewForm(request.POST or None, initial=ReviewForm.of(need))
    title = _("Ask again: %(need)s") % {"need": need.get_need_display()}
    return step(request, found, form, do, title=title, done=_("Saved."))


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def household(request: Any, public_id: str) -> HttpResponse:
    """Who lives with them."""
    found = resident_of(request, permits.CHANGE_RESIDENTS, public_id)
    near = queries.neighbours_of(resident=found)
    form = HouseholdForm(request.POST or None, neighbours=near)

    def do(form: Any) -> None:
        actions.live_together(
            resident=found, other=form.chosen(), by=request.acting, now=clock.now()
        )

    lede = "" if near else _("We know nobody else at the same postcode. Add them first.")
    here = reverse("people:live_apart", args=[request.service.slug, found.public_id])
    leave = here if found.household_id else ""
    return step(
        request, found, form, do, title=_("Household"), lede=lede, done=_("Saved."),
        nothing=not near, leave=leave,
    )  # fmt: skip


@desk_page(permits.CHANGE_RESIDENTS)
@require_POST
def live_apart(request: Any, public_id: str) -> HttpResponse:
    """They live alone now, or elsewhere."""
    found = resident_of(request, permits.CHANGE_RESIDENTS, public_id)
    actions.live_apart(resident=found, by=request.acting, now=clock.now())
    messages.success(request, _("Saved."))
    return _back(request, found)
