"""What the service says of itself, its address, and the Welsh that nobody has read yet."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest
from branchline.places.actions import change_service, move_service, read_words
from branchline.places.forms import ServiceForm, SlugForm
from branchline.places.permits import CHANGE_SERVICE, READ_WORDS
from branchline.places.queries import authorities_of, draft_of, drafts_of

LONGEST = 2_000


@desk_page(CHANGE_SERVICE)
def service(request: ServiceRequest) -> HttpResponse:
    """Name, words, telephone, languages, bank holidays."""
    form = ServiceForm(request.POST if request.method == "POST" else None, service=request.service)
    if request.method == "POST" and form.is_valid():
        try:
            change_service(
                service=request.service, facts=form.facts(), by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept. Residents see it now."))
            return redirect(request.path)
    return _page(request, form, SlugForm(initial={"slug": request.service.slug}))


@desk_page(CHANGE_SERVICE)
@require_POST
def readdress(request: ServiceRequest) -> HttpResponse:
    """Another first word of the service's addresses; the former one leads here for ever."""
    form = SlugForm(request.POST)
    if form.is_valid():
        try:
            moved = move_service(
                service=request.service, slug=form.cleaned_data["slug"], now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Moved. Your former addresses lead here for ever."))
            return HttpResponseRedirect(reverse("places:desk_service", args=[moved.slug]))
    return _page(request, ServiceForm(service=request.service), form)


def _page(request: ServiceRequest, form: Any, slug_form: SlugForm) -> HttpResponse:
    context = {
        "form": form,
        "slug_form": slug_form,
        "former": list(request.service.former_slugs.order_by("-until")),
        "authorities": authorities_of(request.service),
        "merged": list(request.service.merged.order_by("pk")),
    }
    return render(request, "places/desk/service.html", context)


@desk_page(READ_WORDS)
def drafts(request: ServiceRequest) -> HttpResponse:
    """Welsh that a machine drafted: read it, put it right, say that it is read."""
    problem: Refusal | None = None
    key = str(request.POST.get("draft", ""))[:80]
    text = str(request.POST.get("text", "")).replace("\x00", "")
    if request.method == "POST":
        found = draft_of(request.service, key)
        if found is None:
            raise Http404
        try:
            if len(text) > LONGEST:
                raise Refusal(_("Use at most 2,000 letters."))
            read_words(of=found[0], field=found[1], text=text, by=request.acting, now=clock.now())
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, _("Thank you. It is marked as read."))
            return redirect(request.path)
    context = {
        "drafts": drafts_of(request.service),
        "problem": problem,
        "at": key,
        "typed": text[:LONGEST],
    }
    return render(request, "places/desk/drafts.html", context)
