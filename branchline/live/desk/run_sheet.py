"""The run sheet at the desk: what is sung, read and told, in order, and by what right."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.design.dates import short_day_words
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import (
    add_item,
    add_rhyme,
    change_item,
    copy_sheet,
    facts_of,
    move_item,
    remove_item,
)
from ..data import rhyme_called
from ..forms import CopyForm, ItemForm, PermissionForm, RhymeForm
from ..models import Broadcast, RunItem
from ..permits import GO_LIVE
from ..queries import earlier_sheets, item_at, not_cleared, sheet_of
from .finding import mine


@desk_page(GO_LIVE)
def run_sheet(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Everything in order, and the ways to add to it."""
    broadcast = mine(request, public_id)
    earlier = _to_choose(_earlier(request, broadcast))
    context = {
        "broadcast": broadcast,
        "items": sheet_of(broadcast=broadcast),
        "not_cleared": not_cleared(broadcast),
        "rhyme_form": RhymeForm(),
        "copy_form": CopyForm(sheets=earlier) if earlier else None,
        "today": clock.today(),
    }
    return render(request, "live/desk/run_sheet.html", context)


@desk_page(GO_LIVE)
def add(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Something of one's own."""
    broadcast = mine(request, public_id)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            _once(
                request,
                lambda: (
                    add_item(
                        broadcast=broadcast, facts=form.facts(), by=request.acting, now=now
                    ).public_id
                ),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _back(request, broadcast)
    return item_page(request, broadcast, form, title=_("Add to the run sheet"))


@desk_page(GO_LIVE)
def change(request: ServiceRequest, public_id: str, item_id: str) -> HttpResponse:
    """What is written of one thing."""
    broadcast = mine(request, public_id)
    item = item_at(broadcast=broadcast, public_id=item_id)
    filled = ItemForm.filled(facts_of(item))
    form = ItemForm(request.POST if request.method == "POST" else None, initial=filled)
    if request.method == "POST" and form.is_valid():
        try:
            change_item(item=item, facts=form.facts(), by=request.acting, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _back(request, broadcast)
    return item_page(request, broadcast, form, title=item.title, item=item)


@desk_page(GO_LIVE)
@require_POST
def move(request: ServiceRequest, public_id: str, item_id: str) -> HttpResponse:
    """One up or one down."""
    broadcast = mine(request, public_id)
    item = item_at(broadcast=broadcast, public_id=item_id)
    places = 1 if "down" in request.POST else -1
    move_item(item=item, places=places, by=request.acting, now=clock.now())
    return _back(request, broadcast)


@desk_page(GO_LIVE)
@require_POST
def remove(request: ServiceRequest, public_id: str, item_id: str) -> HttpResponse:
    """Out of the sheet."""
    broadcast = mine(request, public_id)
    item = item_at(broadcast=broadcast, public_id=item_id)
    remove_item(item=item, by=request.acting, now=clock.now())
    messages.success(request, _("Taken out: %(title)s.") % {"title": item.title})
    return _back(request, broadcast)


@desk_page(GO_LIVE)
@require_POST
def rhyme(request: ServiceRequest, public_id: str) -> HttpResponse:
    """One of the stock, in one press."""
    broadcast, now = mine(request, public_id), clock.now()
    form = RhymeForm(request.POST)
    found = rhyme_called(request.POST.get("rhyme", "")[:20])
    if form.is_valid() and found is not None:
        _once(
            request,
            lambda: (
                add_rhyme(broadcast=broadcast, rhyme=found, by=request.acting, now=now).public_id
            ),
        )
    return _back(request, broadcast)


@desk_page(GO_LIVE)
@require_POST
def copy(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Everything from an earlier sheet."""
    broadcast, now = mine(request, public_id), clock.now()
    sheets = {each.public_id: each for each in _earlier(request, broadcast)}
    form = CopyForm(request.POST, sheets=_to_choose(sheets.values()))
    if not form.is_valid():
        return _back(request, broadcast)
    source = sheets[form.cleaned_data["source"]]
    count = _once(
        request,
        lambda: str(copy_sheet(broadcast=broadcast, source=source, by=request.acting, now=now)),
    )
    n = int(count)
    told = ngettext("%(n)d thing was copied.", "%(n)d things were copied.", n) % {"n": n}
    messages.success(request, f"{told} {_('Look whether each may still go out.')}")
    return _back(request, broadcast)


def item_page(
    request: ServiceRequest,
    broadcast: Broadcast,
    form: ItemForm,
    *,
    title: object,
    item: RunItem | None = None,
    permission_form: PermissionForm | None = None,
) -> HttpResponse:
    """The form of one thing; beside what is there already, its permission as a file."""
    context = {
        "broadcast": broadcast,
        "form": form,
        "title": title,
        "item": item,
        "permission_form": permission_form or PermissionForm(),
    }
    return render(request, "live/desk/run_item.html", context)


def _earlier(request: ServiceRequest, broadcast: Broadcast) -> Iterable[Broadcast]:
    return earlier_sheets(broadcast=broadcast, holdings=request.holdings)


def _to_choose(sheets: Iterable[Broadcast]) -> list[tuple[str, str]]:
    return [(each.public_id, f"{each.title}, {short_day_words(each.starts_at)}") for each in sheets]


def _once(request: ServiceRequest, create: Callable[[], str]) -> str:
    """Pressed twice it is added once; refused, it may be tried again with the same form."""
    key = request.POST.get("key", "")
    with transaction.atomic():
        reference, _new = once(key=key, action="live.run_sheet", now=clock.now(), create=create)
    return reference


def _back(request: ServiceRequest, broadcast: Broadcast) -> HttpResponse:
    return redirect("live:desk_sheet", request.service.slug, broadcast.public_id)
