"""What the desk pages of this room share: a library of this service, and a page with one form."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from branchline.core.forms import Form
from branchline.core.requests import ServiceRequest
from branchline.places.models import Branch


def branch_here(request: ServiceRequest, public_id: str) -> Branch:
    """A library of this service, or 404."""
    rows = Branch.objects.filter(service=request.service, public_id=public_id[:20])
    branch = rows.select_related("service").first()
    if branch is None:
        raise Http404
    return branch


def address_of(request: ServiceRequest, branch: Branch) -> str:
    """The desk's page of a library."""
    return reverse("places:desk_library", args=[request.service.slug, branch.public_id])


def way_back(request: ServiceRequest, branch: Branch | None = None) -> dict[str, str]:
    """For the breadcrumbs."""
    back = {"desk_libraries": reverse("places:desk_libraries", args=[request.service.slug])}
    return back | ({"desk_library": address_of(request, branch)} if branch else {})


def one_form(
    request: ServiceRequest,
    form: Form,
    *,
    title: "str | Promise",
    button: "str | Promise",
    lede: "str | Promise" = "",
    branch: Branch | None = None,
    template: str = "places/desk/form.html",
    **more: Any,
) -> HttpResponse:
    """A page whose one purpose is a form."""
    context = {
        "form": form,
        "title": title,
        "lede": lede,
        "button": button,
        "branch": branch,
        **way_back(request, branch),
        **more,
    }
    return render(request, template, context)


def page_language() -> str:
    """The language of the page: what is typed on it is in this one."""
    return "cy" if (get_language() or "").startswith("cy") else "en"
