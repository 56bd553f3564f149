"""Labels: which, on what paper; and the PDF."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.places.actions import poster_codes

from .. import queries
from ..errors import SheetIsFull
from ..forms import LabelsForm
from ..labels import SHEETS, Label, labels_pdf
from ..permits import SEE_STOCK
from .stock import perhaps_chosen
from .tabs import tabs

LEADS_TO = "devices:desk_find"
"""Where a label’s square code leads, with its tag."""


@desk_page(SEE_STOCK)
def labels(request: ServiceRequest) -> HttpResponse:
    """A short form; sent, it is the PDF."""
    branches = queries.branches_to_choose(request.service)
    only = request.GET.get("only", "")[:20]
    alone = queries.devices_to_label(only=only) if only else []
    sent = request.GET if "paper" in request.GET else None
    form = LabelsForm(sent, initial={"paper": "roll" if only else "24"}, branches=branches)
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        things = alone or _things(given, perhaps_chosen(branches, given["branch"]))
        if things:
            return _printed(request, form, things)
        form.refuse(SheetIsFull())
    context = {
        "form": form,
        "only": only if alone else "",
        "alone": alone[0] if alone else None,
        "tabs": tabs(request, "desk_labels"),
    }
    return render(request, "devices/desk/labels.html", context)


def _things(given: Any, branch: Any) -> list[queries.Labelled]:
    if given["kind"] != "cases":
        return queries.devices_to_label(branch=branch, kind=given["kind"])
    if SHEETS[given["paper"]].small:
        return queries.parts_to_label(branch=branch)
    return queries.cases_to_label(branch=branch)


def _printed(
    request: ServiceRequest, form: LabelsForm, things: list[queries.Labelled]
) -> HttpResponse:
    sheet = SHEETS[form.cleaned_data["paper"]]
    codes = {each.tag: each.tag for each in things}
    if not sheet.small:
        asked = {f"code={tag}": tag for tag in codes}
        made = poster_codes(
            service=request.service, page=LEADS_TO, queries=list(asked), now=clock.now()
        )
        for query, code in made.items():
            codes[asked[query]] = settings.BRANCHLINE_ADDRESS + reverse("places:code", args=[code])
    pdf = labels_pdf(
        [Label(each.printed_tag, each.name, codes[each.tag]) for each in things],
        sheet=sheet,
        skip=form.place,
        service=str(request.service.name),
        title=_("Labels for devices"),
        alt=_("Square code of %(tag)s"),
        language=get_language() or "en",
        now=clock.now(),
    )
    headers = {"Content-Disposition": 'inline; filename="labels.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
