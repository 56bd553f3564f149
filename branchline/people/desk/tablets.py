"""Desk: shared tablets and the PIN that says who is at one."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import View, desk_page, permitted
from branchline.people import actions, permits, queries
from branchline.people.forms.accounts import ChoosePinForm, EnrolForm, EnterPinForm
from branchline.people.middleware import at_tablet
from branchline.people.models import Device
from branchline.people.parts import desk_of
from branchline.places.models import Branch


def tablet_page(view: View) -> View:
    """A page for whoever stands at an enrolled tablet; elsewhere it does not exist."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.device is None:
            raise Http404
        return view(request, *args, **kwargs)

    guarded.permit, guarded.audience = permits.ON_TABLET, "tablet"  # type: ignore[attr-defined]
    return guarded


@desk_page(permits.SEE_DEVICES)
@require_safe
def devices(request: Any) -> HttpResponse:
    """The shared tablets of my branches, and my PIN for them."""
    context = {
        "devices": queries.devices(holdings=request.holdings),
        "manages": permits.MANAGE_DEVICES.allows(request.holdings),
        "may_choose_pin": permits.CHOOSE_PIN.allows(request.holdings) and request.device is None,
        "has_pin": queries.has_pin(account=request.user),
    }
    return render(request, "people/desk/devices.html", context)


@desk_page(permits.MANAGE_DEVICES)
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: Any) -> HttpResponse:
    """Make this browser a shared tablet. Signs out here: from now on a PIN opens the desk."""
    branches = Branch.objects.open().filter(service=request.service).order_by("name__en")
    within = [b for b in branches if _reaches(request, b)]
    form = EnrolForm(request.POST or None, branches=within)
    if request.method == "POST" and form.is_valid():
        enrolled = actions.enrol_device(
            branch=form.chosen_branch(),
            name=form.cleaned_data["name"],
            key=form.cleaned_data["key"],
            by=request.acting,
            now=clock.now(),
        )
        request.session.flush()
        response = redirect("people:tablet", request.service.slug)
        at_tablet.remember(response, enrolled)
        return response
    return render(request, "people/desk/enrol.html", {"form": form})


@desk_page(permits.MANAGE_DEVICES)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: Any, public_id: str) -> HttpResponse:
    """A tablet opens nothing any more: asked once."""
    found = Device.objects.filter(public_id=public_id).select_related("branch").first()
    if found is None:
        raise Http404
    device = permitted(request, permits.MANAGE_DEVICES, found)
    if request.method == "POST":
        actions.retire_device(device=device, by=request.acting, now=clock.now())
        messages.success(request, _("%(name)s opens nothing any more.") % {"name": device.name})
        return redirect("people:devices", request.service.slug)
    return render(request, "people/desk/retire.html", {"device": device})


@desk_page(permits.CHOOSE_PIN)
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: Any) -> HttpResponse:
    """Choose one's own PIN: only signed in for real, never at a tablet."""
    if request.device is not None:
        raise Http404
    form = ChoosePinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_pin(
                account=request.user,
                pin=form.cleaned_data["pin"],
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("Your PIN is set. It works on the shared tablets of your branches.")
            )
            return redirect("people:devices", request.service.slug)
    return render(request, "people/desk/pin.html", {"form": form})


@tablet_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: Any) -> HttpResponse:
    """Who is at the tablet?"""
    people = {
        a.public_id: a for a in queries.staff_with_pin(device=request.device, today=clock.today())
    }
    form = EnterPinForm(
        request.POST or None, people=[(key, str(account)) for key, account in people.items()]
    )
    wanted = request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        answer = actions.enter_pin(
            device=request.device,
            account=people[form.cleaned_data["person"]],
            pin=form.cleaned_data["pin"],
            by=request.acting,
            now=now,
        )
        if answer.account is not None:
            at_tablet.begin(request, request.device, answer.account, now=now)
            held = queries.holdings_on(
                device=request.device, account_id=answer.account.pk, today=clock.today()
            )
            front = desk_of(request.service.slug, (holding.role for holding in held))
            return HttpResponseRedirect(_safe(request, wanted) or front)
        if answer.refusal is not None:
            form.refuse(answer.refusal)
    return render(request, "people/desk/tablet.html", {"form": form, "people": people})


@tablet_page
@require_POST
def leave_tablet(request: Any) -> HttpResponse:
    """I go: the next one gives their own PIN."""
    at_tablet.leave(request)
    return redirect("people:tablet", request.service.slug)


def _reaches(request: Any, branch: Branch) -> bool:
    would_be = Device(service_id=request.service.pk, branch=branch)
    return permits.MANAGE_DEVICES.allows(request.holdings, would_be)


def _safe(request: Any, wanted: str) -> str:
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and own else ""
