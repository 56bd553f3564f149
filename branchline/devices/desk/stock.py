"""The stock: look a device up, add one, add a model."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.places.models import Branch

from .. import actions, queries
from ..errors import NotOneOfOurTags
from ..forms import DeviceForm, ModelForm
from ..models import Device, Kind, Standing
from ..permits import KEEP_STOCK, SEE_STOCK
from .once import done_once
from .tabs import tabs


@desk_page(SEE_STOCK)
def stock(request: ServiceRequest) -> HttpResponse:
    """All of it, or what somebody looks for. A whole tag leads to its device at once."""
    text = " ".join(request.GET.get("what", "").split())[:200]
    if text and queries.is_a_code(text):
        found = reverse("devices:desk_find", args=[request.service.slug])
        return redirect(f"{found}?{urlencode({'code': text})}")
    branches = queries.branches_to_choose(request.service)
    wanted = queries.Wanted(
        text=text,
        standing=_one_of(request.GET.get("standing", ""), Standing.values),
        branch=perhaps_chosen(branches, request.GET.get("library", "")),
        kind=_one_of(request.GET.get("kind", ""), Kind.values),
    )
    after = request.GET.get("after")
    page = queries.find_devices(wanted, after=after)
    kept = {key: request.GET[key] for key in ("what", "standing", "library", "kind") if key in request.GET}  # fmt: skip
    context = {
        "text": text,
        "wanted": wanted,
        "page": page,
        "later": f"?{urlencode(kept | {'after': page.after})}" if page.after else "",
        "first": f"?{urlencode(kept)}" if after else "",
        "clear": reverse("devices:desk", args=[request.service.slug]) if wanted.anything else "",
        "fields": _filters(wanted, branches),
        "count": queries.how_many(),
        "today": clock.today(),
        "keeps": KEEP_STOCK.allows(request.holdings),
        "tabs": tabs(request, "desk"),
    }
    return render(request, "devices/desk/stock.html", context)


def _filters(wanted: queries.Wanted, branches: list[Branch]) -> list[dict[str, Any]]:
    """As the component for filters takes them."""
    mine = wanted.branch.public_id if wanted.branch else ""
    chooses = (
        ("standing", _("Status"), _("All that are ours"), wanted.standing, Standing.choices),
        ("library", _("Library"), _("Every library"), mine, [(b.public_id, b.name) for b in branches]),
        ("kind", _("Kind"), _("Every kind"), wanted.kind, Kind.choices),
    )  # fmt: skip
    return [
        {"name": "what", "id": "what", "label": _("Tag, number or name"), "value": wanted.text},
        *(
            {
                "name": name, "id": name, "label": label,
                "options": [{"value": value, "title": title, "chosen": value == held} for value, title in [("", none), *choices]],
            }
            for name, label, none, held, choices in chooses
        ),
    ]  # fmt: skip


def _one_of(said: str, values: Any) -> str:
    return said if said in values else ""


def chosen(branches: list[Branch], public_id: str) -> Branch:
    """The library that a form, which offered these, was told."""
    return next(each for each in branches if each.public_id == public_id)


def perhaps_chosen(branches: list[Branch], public_id: str) -> Branch | None:
    """The same where none need be chosen, or nobody has looked whether it is one of these."""
    return next((each for each in branches if each.public_id == public_id), None)


@desk_page(SEE_STOCK)
def find(request: ServiceRequest) -> HttpResponse:
    """Where a scanned or typed code leads: to the device or the case, or to words that say what it is not."""
    code = request.GET.get("code", "").strip()[:300]
    refusal = None
    if code:
        try:
            found = queries.what_has(code, service=request.service)
        except NotOneOfOurTags as not_ours:
            refusal = not_ours
        else:
            page = "desk_device" if isinstance(found, Device) else "desk_case"
            return redirect(f"devices:{page}", request.service.slug, found.public_id)
    context = {"code": code, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "devices/desk/find.html", context, status=status)


@desk_page(KEEP_STOCK)
def new_device(request: ServiceRequest) -> HttpResponse:
    """A new one; its tag is drawn."""
    models, branches = queries.models_here(), queries.branches_to_choose(request.service)
    sent = request.POST if request.method == "POST" else None
    form = DeviceForm(sent, models=models, branches=branches)
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, clock.now()
        model = next(each for each in models if each.public_id == given["model"])
        branch = chosen(branches, given["branch"])
        made = done_once(
            form, "devices.add_device",
            lambda: actions.add_device(
                model=model, branch=branch, facts=form.facts(), by=request.acting, now=now
            ).public_id,
        )  # fmt: skip
        if made:
            messages.success(request, _("Added. Print its label, then make it ready."))
            return redirect("devices:desk_device", request.service.slug, made)
    return render(request, "devices/desk/new.html", {"form": form, "models": models})


@desk_page(KEEP_STOCK)
def models(request: ServiceRequest) -> HttpResponse:
    """The models, and a new one."""
    form = ModelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        made = done_once(
            form, "devices.add_model",
            lambda: actions.add_model(facts=form.facts(), by=request.acting, now=now).public_id,
        )  # fmt: skip
        if made:
            messages.success(request, _("Added. Devices can be of this model now."))
            return redirect("devices:desk_models", request.service.slug)
    context = {"form": form, "models": queries.models_here(), "tabs": tabs(request, "desk_models")}
    return render(request, "devices/desk/models.html", context)
