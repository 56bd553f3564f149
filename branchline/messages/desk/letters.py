"""Letters: print, put into envelopes, say that they are in the post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branchline.core import clock
from branchline.core.errors import NotFound, Refusal
from branchline.core.models import StoredFile
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest
from branchline.core.serving import file_page

from ..actions import confirm_posted, give_run_up, print_letters, print_one_again
from ..permits import PRINT_LETTERS
from ..queries import (
    counts,
    letters_in,
    letters_waiting,
    run_called,
    runs_before,
    runs_open,
    sender_here,
)
from .tabs import tabs


@desk_page(PRINT_LETTERS)
def letters(request: ServiceRequest) -> HttpResponse:
    """What waits to be printed, what waits to be posted."""
    now = clock.now()
    context = {
        "tabs": tabs(request, "letters", counts(now=now)),
        "waiting": letters_waiting(now=now),
        "open_runs": runs_open(),
        "earlier": runs_before(),
        "sender": sender_here(),
    }
    return render(request, "messages/desk/letters.html", context)


@desk_page(PRINT_LETTERS)
def print_now(request: ServiceRequest) -> HttpResponse:
    """One PDF of everything that waits."""
    if request.method != "POST":
        return redirect("messages:letters", request.service.slug)
    try:
        made = print_letters(by=request.acting, now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("messages:letters", request.service.slug)
    return redirect("messages:run", request.service.slug, made.public_id)


@desk_page(PRINT_LETTERS)
def run(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Three steps: open the PDF, fold, post."""
    found = permitted(request, PRINT_LETTERS, run_called(public_id))
    return render(request, "messages/desk/run.html", {"run": found, "lines": letters_in(found)})


@file_page(PRINT_LETTERS)
def run_pdf(request: ServiceRequest, public_id: str) -> StoredFile:
    """The PDF itself."""
    found = permitted(request, PRINT_LETTERS, run_called(public_id))
    kept = StoredFile.objects.filter(public_id=found.file).first() if found.file else None
    if kept is None:
        raise NotFound(_("This PDF has been deleted. Letters are kept for 30 days."))
    return kept


@desk_page(PRINT_LETTERS)
def posted(request: ServiceRequest, public_id: str) -> HttpResponse:
    """They are in the post."""
    found = permitted(request, PRINT_LETTERS, run_called(public_id))
    if request.method == "POST":
        try:
            done = confirm_posted(run=found.public_id, by=request.acting, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            words = ngettext(
                "Thank you. %(n)s letter is on its way.",
                "Thank you. %(n)s letters are on their way.",
                done.letters,
            )
            messages.success(request, words % {"n": done.letters})
    return redirect("messages:letters", request.service.slug)


@desk_page(PRINT_LETTERS)
def give_up(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Something went wrong: print them again."""
    found = permitted(request, PRINT_LETTERS, run_called(public_id))
    if request.method == "POST":
        try:
            give_run_up(run=found.public_id, by=request.acting, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("These letters wait to be printed again."))
    return redirect("messages:letters", request.service.slug)


@desk_page(PRINT_LETTERS)
def spoilt(request: ServiceRequest, public_id: str, message: str) -> HttpResponse:
    """One letter of the pile: print it again, leave the others."""
    found = permitted(request, PRINT_LETTERS, run_called(public_id))
    if request.method == "POST":
        try:
            left = print_one_again(
                run=found.public_id, message=message, by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("This letter waits to be printed again. Throw the spoilt sheet away.")
            )
            if left.given_up_at is None:
                return redirect("messages:run", request.service.slug, found.public_id)
    return redirect("messages:letters", request.service.slug)
