"""Libraries come, change, move, close and open again; what a list says of them can be taken back."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.idempotency import once
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.places.actions import (
    add_branch,
    close_branch,
    describe_branch,
    follow_list,
    move_branch,
    reopen_branch,
)
from branchline.places.forms import AboutForm, AddForm, AddressForm, CloseForm
from branchline.places.permits import CHANGE_BRANCH, KEEP_LIBRARIES
from branchline.places.queries import LISTED, changes_of, differences

from .showing import address_of, branch_here, one_form, way_back


@desk_page(KEEP_LIBRARIES)
def add(request: ServiceRequest) -> HttpResponse:
    """Add a library, a mobile library or another place."""
    form = AddForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        data = form.cleaned_data
        try:
            # What is refused takes the key back too: the same form may be sent again.
            with transaction.atomic():
                reference, _new = once(
                    key=data["key"],
                    action="places.add_branch",
                    now=now,
                    create=lambda: (
                        add_branch(
                            service=request.service,
                            name=form.translated("name"),
                            kind=data["kind"],
                            run_by=data["run_by"],
                            address=form.address(),
                            by=request.acting,
                            now=now,
                        ).public_id
                    ),
                )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added. Say next when it is open and how to get in."))
            return redirect(address_of(request, branch_here(request, reference)))
    return one_form(
        request,
        form,
        title=_("Add a library"),
        lede=_("A library, a mobile library, or another place where you do things."),
        button=_("Add it"),
    )


@desk_page(CHANGE_BRANCH)
def about(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Name, words of welcome, telephone, email, website, who runs it, what shares the building."""
    branch = permitted(request, CHANGE_BRANCH, branch_here(request, public_id))
    form = AboutForm(request.POST if request.method == "POST" else None, branch=branch)
    if request.method == "POST" and form.is_valid():
        try:
            describe_branch(branch=branch, facts=form.facts(), by=request.acting, now=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept. Residents see it on the library’s page now."))
            return redirect(address_of(request, branch))
    return one_form(request, form, title=_("What we say of it"), button=_("Keep"), branch=branch)


@desk_page(KEEP_LIBRARIES)
def move(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Another address, from a day on."""
    branch = permitted(request, KEEP_LIBRARIES, branch_here(request, public_id))
    form = AddressForm(request.POST if request.method == "POST" else None, branch=branch)
    if request.method == "POST" and form.is_valid():
        try:
            move_branch(
                branch=branch,
                address=form.address(),
                on=form.cleaned_data["on"],
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Moved. The former address stays in its history."))
            return redirect(address_of(request, branch))
    return one_form(
        request, form, title=_("Move this library"), button=_("Move it"), branch=branch,
        lede=_("Its page, its events and every link stay the same."),
    )  # fmt: skip


@desk_page(KEEP_LIBRARIES)
def close(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Close it for good, from a day on."""
    branch = permitted(request, KEEP_LIBRARIES, branch_here(request, public_id))
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_branch(
                branch=branch, on=form.cleaned_data["on"], by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept. Its page says so, and you can take it back."))
            return redirect(address_of(request, branch))
    return one_form(
        request, form, title=_("Close this library for good"), button=_("Close it"), branch=branch,
        lede=_("For a few days, announce days that differ instead. Its page stays and shows the libraries nearby."),
    )  # fmt: skip


@desk_page(KEEP_LIBRARIES)
@require_POST
def reopen(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Open it again, or take an announced closing back."""
    branch = permitted(request, KEEP_LIBRARIES, branch_here(request, public_id))
    reopen_branch(branch=branch, by=request.acting, now=clock.now())
    messages.success(request, _("It is open again."))
    return redirect(address_of(request, branch))


@desk_page(KEEP_LIBRARIES)
def lists(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What national lists say beside what the service says; and its history."""
    branch = permitted(request, KEEP_LIBRARIES, branch_here(request, public_id))
    if request.method == "POST":
        system, _dot, what = str(request.POST.get("what", ""))[:60].partition(".")
        source = branch.sources.filter(system=system).first()
        if source is None or what not in LISTED:
            raise Http404
        follow_list(branch=branch, source=source, what=what, by=request.acting, now=clock.now())
        messages.success(request, _("It says again what the list says."))
        return redirect(request.path)
    context = {
        "branch": branch,
        "sources": list(branch.sources.order_by("system")),
        "differences": differences(branch),
        "changes": changes_of(branch),
        **way_back(request, branch),
    }
    return render(request, "places/desk/lists.html", context)
