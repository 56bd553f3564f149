"""The permission beside a thing in the run sheet: attach it, take it off, read it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.models import StoredFile
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.core.serving import file_page

from ..actions import attach_permission, facts_of, take_off_permission
from ..forms import ItemForm, PermissionForm
from ..permits import GO_LIVE
from ..queries import item_at
from .finding import mine
from .run_sheet import item_page


@desk_page(GO_LIVE)
@require_POST
def attach(request: ServiceRequest, public_id: str, item_id: str) -> HttpResponse:
    """A file of one's own, or `away` with the one that is there."""
    broadcast = mine(request, public_id)
    item = item_at(broadcast=broadcast, public_id=item_id)
    if "away" in request.POST:
        take_off_permission(item=item, by=request.acting, now=clock.now())
        messages.success(request, _("The file was taken off."))
        return redirect("live:desk_item", request.service.slug, public_id, item_id)
    form = PermissionForm(request.POST, request.FILES)
    if not form.is_valid():
        written = ItemForm(initial=ItemForm.filled(facts_of(item)))
        return item_page(
            request, broadcast, written, title=item.title, item=item, permission_form=form
        )
    given = form.cleaned_data["file"]
    attach_permission(item=item, **given._asdict(), by=request.acting, now=clock.now())
    messages.success(request, _("The permission is kept beside it."))
    return redirect("live:desk_item", request.service.slug, public_id, item_id)


@file_page(GO_LIVE)
def permission(request: ServiceRequest, public_id: str, item_id: str) -> StoredFile:
    """As it was given."""
    found = item_at(broadcast=mine(request, public_id), public_id=item_id).permission
    if found is None:
        raise Http404
    return found
