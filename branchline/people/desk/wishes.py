"""Desk: what people agree to, and what they do not want."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.people import actions, permits
from branchline.people.forms.residents import ConsentForm, MarkForm
from branchline.people.models import Answer, Contact, Mark, MarkKind, MarkSource, Purpose, Resident

from .steps import contact_of, page_of, resident_of, step


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_consent(request: Any, public_id: str) -> HttpResponse:
    """What a resident said."""
    return _consent(request, resident_of(request, permits.CHANGE_RESIDENTS, public_id))


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_contacts_consent(request: Any, public_id: str) -> HttpResponse:
    """What a contact said."""
    return _consent(request, contact_of(request, permits.CHANGE_RESIDENTS, public_id))


def _consent(request: Any, person: Resident | Contact) -> HttpResponse:
    def do(form: Any) -> str:
        said = form.cleaned_data
        made = actions.record_consent(
            person=person,
            purpose=Purpose(said["purpose"]),
            answer=Answer(said["answer"]),
            evidence=said["evidence"],
            by=request.acting,
            now=clock.now(),
        )
        return made.public_id

    lede = _("Read the sentence to them. What they said before stays readable below it.")
    return step(
        request, person, ConsentForm(request.POST or None, initial={"purpose": request.GET.get("about")}), do,
        title=_("What may we do?"), lede=lede, done=_("Noted."),
    )  # fmt: skip


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_mark(request: Any, public_id: str) -> HttpResponse:
    """A resident has died, or does not wish to be contacted."""
    return _mark(request, resident_of(request, permits.CHANGE_RESIDENTS, public_id))


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_contacts_mark(request: Any, public_id: str) -> HttpResponse:
    """A contact has died, or does not wish to be contacted."""
    return _mark(request, contact_of(request, permits.CHANGE_RESIDENTS, public_id))


def _mark(request: Any, person: Resident | Contact) -> HttpResponse:
    def do(form: Any) -> str:
        said = form.cleaned_data
        common: dict[str, Any] = {
            "person": person,
            "source": MarkSource(said["source"]),
            "since": said["since"],
            "note": said["note"],
            "by": request.acting,
            "now": clock.now(),
        }
        if form.kind == MarkKind.DECEASED:
            return actions.note_death(**common).public_id
        marks = [actions.do_not_contact(**common, **each) for each in form.scopes()]
        return marks[0].public_id

    lede = _("Every part of the library obeys it from now on. You can lift it again.")
    return step(
        request, person, MarkForm(request.POST or None), do,
        title=_("Do not contact"), lede=lede, done=_("Noted. Nobody will write or ring against it."),
    )  # fmt: skip


@desk_page(permits.CHANGE_RESIDENTS)
@require_POST
def lift_mark(request: Any, public_id: str) -> HttpResponse:
    """It was a mistake, or they changed their mind."""
    mark = Mark.objects.filter(public_id=public_id).select_related("resident", "contact").first()
    if mark is None:
        raise Http404
    permitted(request, permits.CHANGE_RESIDENTS, mark.person)
    actions.lift_mark(mark=mark, by=request.acting, now=clock.now())
    messages.success(request, _("Lifted. What they wished before stays readable."))
    return redirect(page_of(mark.person), request.service.slug, mark.person.public_id)
