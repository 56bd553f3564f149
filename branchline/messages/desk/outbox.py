"""The outbox, and one message in it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import say_it_arrived, send_again, send_another_way, withdraw
from ..forms import AnotherWayForm
from ..models import Message, Route, State
from ..permits import RECORD_STOP, SEE_OUTBOX, SEND_AGAIN
from ..queries import counts, line, message_called, stops_of, story_of, why_not
from ..queries import outbox as lines_of
from ..queries.outbox import VIEWS
from ..queries.truth import UNTRUE
from .tabs import tabs, views

Decision = Callable[..., Message]

EMPTY = {
    "needs-you": gettext_lazy("No message is stuck."),
    "waiting": gettext_lazy("No message is waiting."),
    "sent": gettext_lazy("No message has been sent yet."),
    "not-sent": gettext_lazy("No message has been held back."),
}


@desk_page(SEE_OUTBOX)
def outbox(request: ServiceRequest) -> HttpResponse:
    """What needs a person first; then everything, by state, route, and part of a name or address."""
    now = clock.now()
    view = request.GET.get("view", "needs-you")
    if view not in VIEWS:
        view = "needs-you"
    route, words = request.GET.get("route", ""), request.GET.get("words", "").strip()[:100]
    rows = lines_of(view=view, route=route, words=words, cursor=request.GET.get("after"))
    to_do = counts(now=now)
    asked = {"view": view, "route": route, "words": words}
    context = {
        "tabs": tabs(request, view, to_do),
        "views": views(view, to_do.waiting),
        "to_do": to_do if view == "needs-you" else None,
        "lines": rows.rows,
        "view": view,
        "empty": EMPTY[view],
        "later": f"?{urlencode({**asked, 'after': rows.after})}" if rows.after else "",
        "start": f"?{urlencode(asked)}" if request.GET.get("after") else "",
        "hidden": [{"name": "view", "value": view}],
        "filters": _filters(route, words),
        "clear": f"?view={view}" if route or words else "",
    }
    return render(request, "messages/desk/outbox.html", context)


def _filters(route: str, words: str) -> list[dict[str, object]]:
    options = [{"value": "", "title": _("Every route"), "chosen": not route}]
    options += [{"value": r.value, "title": r.label, "chosen": r == route} for r in Route]
    return [
        {"name": "route", "id": "f-route", "label": _("Route"), "options": options},
        {"name": "words", "id": "f-words", "label": _("Name or address"), "value": words},
    ]


@desk_page(SEE_OUTBOX)
def message(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Its words, its story, and what can be done."""
    found = permitted(request, SEE_OUTBOX, message_called(public_id))
    return _page(request, found, AnotherWayForm(initial={"route": Route.LETTER}))


def _page(request: ServiceRequest, found: Message, form: AnotherWayForm) -> HttpResponse:
    may = SEND_AGAIN.allows(request.holdings, found)
    stuck = may and found.state in (State.FAILED, State.UNCERTAIN)
    why = why_not(found, now=clock.now()) if stuck else ""
    context = {
        "line": line(found),
        "message": found,
        "story": story_of(found),
        "form": form if stuck and why != UNTRUE else None,
        "may_send_again": stuck and found.address and not why,
        "why_not": why,
        "may_say_arrived": may and found.state == State.UNCERTAIN,
        "may_stop": found.address and RECORD_STOP.allows(request.holdings, found),
        "stops": stops_of(found),
        "may_withdraw": may and found.state in (State.QUEUED, State.UNCERTAIN, State.FAILED),
    }
    return render(request, "messages/desk/message.html", context)


@desk_page(SEND_AGAIN)
def another_way(request: ServiceRequest, public_id: str) -> HttpResponse:
    """By letter, when nobody answers the phone; or whichever way reaches them."""
    found = permitted(request, SEND_AGAIN, message_called(public_id))
    form = AnotherWayForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return redirect("messages:message", request.service.slug, public_id)
    if not form.is_valid():
        return _page(request, found, form)
    route = Route(form.cleaned_data["route"])
    try:
        sent = send_another_way(
            message=found.public_id,
            route=route,
            address=form.cleaned_data["address"],
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, form)
    messages.success(request, _("Thank you. It goes that way now."))
    return redirect("messages:message", request.service.slug, sent.public_id)


@desk_page(SEND_AGAIN)
def again(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Try once more."""
    return _decide(request, public_id, send_again, _("It will be tried again now."))


@desk_page(SEND_AGAIN)
def arrived(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Somebody knows that it arrived."""
    return _decide(request, public_id, say_it_arrived, _("Noted: it arrived."))


@desk_page(SEND_AGAIN)
def take_back(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Not to be sent after all."""
    return _decide(request, public_id, withdraw, _("Withdrawn. It will not be sent."))


def _decide(request: ServiceRequest, public_id: str, decide: Decision, words: str) -> HttpResponse:
    found = permitted(request, SEND_AGAIN, message_called(public_id))
    if request.method == "POST":
        try:
            decide(message=found.public_id, by=request.acting, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, words)
    return redirect("messages:message", request.service.slug, public_id)
