"""Desk: who works here, and what each role may do."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.permits import Role
from branchline.people import actions, permits, queries
from branchline.people.forms.accounts import ALL, SOME, InviteForm, ReachForm
from branchline.people.models import Invitation, Membership
from branchline.people.parts import desk_of
from branchline.places.models import Branch


def _branches(request: Any) -> list[Branch]:
    return list(Branch.objects.open().filter(service=request.service).order_by("name__en"))


def _membership(request: Any, public_id: str) -> Membership:
    found = queries.membership_at(public_id=public_id)
    # Memberships are behind no row-level security: the service is asked for by name as well.
    if found is None or found.service_id != request.service.pk:
        raise Http404
    kept: Membership = permitted(request, permits.MANAGE_COLLEAGUES, found)
    return kept


@desk_page(permits.SEE_COLLEAGUES)
@require_safe
def colleagues(request: Any) -> HttpResponse:
    """Everybody who works here today, and who has been asked to."""
    now = clock.now()
    manages = permits.MANAGE_COLLEAGUES.allows(request.holdings)
    context = {
        "colleagues": queries.colleagues(holdings=request.holdings, today=clock.today()),
        "invitations": queries.open_invitations(now=now) if manages else [],
        "manages": manages,
        "tab": "colleagues",
    }
    return render(request, "people/desk/colleagues.html", context)


@desk_page(permits.MANAGE_COLLEAGUES)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Any) -> HttpResponse:
    """Ask somebody by email to work here."""
    actions.organisation_of_service(service=request.service)
    form = InviteForm(
        request.POST or None,
        initial={"organisation": request.GET.get("for", "")},
        organisations=list(queries.organisations_here()),
        branches=_branches(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite_colleague(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                role=Role(form.cleaned_data["role"]),
                organisation=form.chosen_organisation(),
                branches=form.chosen_branches(),
                key=form.cleaned_data["key"],
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            sent = _("We have written to %(email)s. The invitation is open for two weeks.")
            messages.success(request, sent % {"email": invitation.email})
            return redirect("people:colleagues", request.service.slug)
    return render(request, "people/desk/invite.html", {"form": form})


@desk_page(permits.MANAGE_COLLEAGUES)
@require_POST
def withdraw(request: Any, public_id: str) -> HttpResponse:
    """Take an invitation back."""
    invitation = Invitation.objects.filter(public_id=public_id).first()
    if invitation is None:
        raise Http404
    actions.withdraw_invitation(invitation=invitation, by=request.acting, now=clock.now())
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("people:colleagues", request.service.slug)


@desk_page(permits.MANAGE_COLLEAGUES)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Any, public_id: str) -> HttpResponse:
    """Another role or other branches for somebody."""
    membership = _membership(request, public_id)
    initial = {
        "role": membership.role,
        "reach": ALL if membership.all_branches else SOME,
        "branches": [reach.branch.public_id for reach in membership.reach.all()],
    }
    form = ReachForm(
        request.POST or None,
        initial=initial,
        branches=_branches(request),
        roles=queries.roles_of(organisation=membership.organisation),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_membership(
                membership=membership,
                role=Role(form.cleaned_data["role"]),
                branches=form.chosen_branches(),
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("people:colleagues", request.service.slug)
    return render(request, "people/desk/change.html", {"form": form, "membership": membership})


@desk_page(permits.MANAGE_COLLEAGUES)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Any, public_id: str) -> HttpResponse:
    """Somebody no longer works here: asked once."""
    membership = _membership(request, public_id)
    if request.method == "POST":
        actions.end_membership(membership=membership, by=request.acting, now=clock.now())
        ended = _("%(name)s no longer works here in that role.")
        messages.success(request, ended % {"name": membership.account})
        if membership.account_id == request.user.pk:
            return redirect("people:account")
        return redirect("people:colleagues", request.service.slug)
    return render(request, "people/desk/end.html", {"membership": membership})


@desk_page(permits.SEE_ROLES)
@require_safe
def front(request: Any) -> HttpResponse:
    """The desk itself leads each role to its own first page."""
    return redirect(desk_of(request.service.slug, {each.role for each in request.holdings}))


@desk_page(permits.SEE_ROLES)
@require_safe
def roles(request: Any) -> HttpResponse:
    """What each role may do: every permit of every room in one table."""
    context = {
        "roles": [role.label for role in Role],
        "columns": len(Role) + 1,
        "tables": queries.role_tables(),
        "sights": queries.who_sees(),
        "blind": queries.roles_that_see_nobody(),
        "mine": sorted({str(holding.role.label) for holding in request.holdings}),
        "may": queries.sentences_by_room(*{holding.role for holding in request.holdings}),
    }
    return render(request, "people/desk/roles.html", context)
