"""What the pages of residents share: loading somebody, and one form on one page."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.forms import Form
from branchline.core.idempotency import once
from branchline.core.limits import Limit, guessing
from branchline.core.pages import permitted
from branchline.core.permits import Permit
from branchline.people import queries
from branchline.people.models import Contact, Resident


def resident_of(request: Any, permit: Permit, public_id: str) -> Resident:
    """The resident of an address; a merged record has none of its own pages but the first."""
    found = queries.resident_by_public_id(public_id=public_id)
    if found is None or found.merged_into_id is not None:
        raise Http404
    kept: Resident = permitted(request, permit, found)
    return kept


def contact_of(request: Any, permit: Permit, public_id: str) -> Contact:
    """The contact of an address."""
    found = queries.contact_by_public_id(public_id=public_id)
    if found is None:
        raise Http404
    kept: Contact = permitted(request, permit, found)
    return kept


def page_of(person: Resident | Contact) -> str:
    """The name of a person's own page."""
    return "people:resident" if isinstance(person, Resident) else "people:contact"


def step(
    request: Any,
    person: Resident | Contact,
    form: Form,
    do: Callable[[Form], Any],
    *,
    title: Any,
    done: Any,
    limit: Limit | None = None,
    **said: Any,
) -> HttpResponse:
    """One form about somebody: when it holds, do it once and go back to their page.

    With `limit`, what is refused is counted, outside of what a refusal undoes.
    """
    if request.method == "POST" and form.is_valid():
        try:
            guess = guessing(limit, request=request, now=clock.now()) if limit else nullcontext()
            with guess, transaction.atomic():
                key = form.cleaned_data.get("key")
                if key:
                    name = f"people.{type(form).__name__}"
                    once(
                        key=key,
                        action=name,
                        now=clock.now(),
                        create=lambda: str(do(form) or "")[:80],
                    )
                else:
                    do(form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect(page_of(person), request.service.slug, person.public_id)
    context = {"form": form, "person": person, "title": title, "back": page_of(person), **said}
    return render(request, "people/desk/residents/step.html", context)
