"""Desk: who acts for a resident."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.people import actions, permits
from branchline.people.forms.residents import ActsForForm
from branchline.people.models import ActsFor

from .steps import resident_of, step


@desk_page(permits.CHANGE_RESIDENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_carer(request: Any, public_id: str) -> HttpResponse:
    """Somebody acts for them from now on."""
    found = resident_of(request, permits.CHANGE_RESIDENTS, public_id)

    def do(form: Any) -> str:
        made = actions.begin_acting_for(
            resident=found, **form.as_said(), by=request.acting, now=clock.now()
        )
        return made.public_id

    form = ActsForForm(request.POST or None)
    lede = _("A carer, a parent, somebody with a power of attorney. Adults decide for themselves.")
    title = _("Somebody acts for them")
    return step(request, found, form, do, title=title, done=_("Noted."), lede=lede)


@desk_page(permits.CHANGE_RESIDENTS)
@require_POST
def end_carer(request: Any, public_id: str) -> HttpResponse:
    """They no longer act for them."""
    found = ActsFor.objects.filter(public_id=public_id).select_related("resident").first()
    if found is None:
        raise Http404
    permitted(request, permits.CHANGE_RESIDENTS, found.resident)
    actions.end_acting_for(acting=found, by=request.acting, now=clock.now())
    messages.success(request, _("Noted: they no longer act for them."))
    return redirect("people:resident", request.service.slug, found.resident.public_id)
