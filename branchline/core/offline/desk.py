"""Where devices send their log, and the one service worker of the house."""

from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from .. import clock
from ..errors import Refusal
from ..pages import View, desk_page, machine
from ..permits import SEND_OPERATIONS, Holding, Reach, Role
from ..requests import ServiceRequest
from .errors import NeedsAPin, NoSuchLog, NotAllowed, TooMuch
from .reading import MOST_BYTES, read_batch
from .taking import Taken, log_of, take_in

WORKER = Path(__file__).parents[1] / "static/core/dist/worker.js"
MAY_BE_KEPT = "Branchline-May-Be-Kept"


def may_be_kept(response: HttpResponse) -> HttpResponse:
    """Let the service worker keep this page for times without a network. Never one with a person in it."""
    response.headers[MAY_BE_KEPT] = "yes"
    return response


def log_page(view: View) -> View:
    """Staff who have signed in or given their PIN; and an enrolled tablet by itself, for its own branch."""
    with_somebody = desk_page(SEND_OPERATIONS)(view)

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        alone = request.device is not None and not request.user.is_authenticated
        return (view if alone else with_somebody)(request, *args, **kwargs)

    guarded.__dict__.update(permit=SEND_OPERATIONS, audience="desk", without_pin=True)
    return guarded


@log_page
@require_POST
def send(request: ServiceRequest) -> HttpResponse:
    """A batch about one thing comes in; what became of each, and how it stands, goes out."""
    try:
        taken = _take(request)
    except Refusal as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
    answers = {op_id: _told(answer) for op_id, answer in taken.answers.items()}
    return JsonResponse({"answers": answers, "state": taken.state})


def _take(request: ServiceRequest) -> Taken:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooMuch
    now = clock.now()
    batch = read_batch(request.body, now=now)
    log = log_of(batch.about)
    thing = log.find(batch.public_id)
    alone = not request.user.is_authenticated
    holdings = _of_the_tablet(request) if alone else request.holdings
    if not any(kind.permit.allows(holdings, thing) for kind in log.kinds):
        raise NoSuchLog
    return take_in(
        log=log,
        thing=thing,
        operations=batch.operations,
        device=batch.device,
        holdings=holdings,
        nobody_there=alone,
        by=replace(request.acting, device=request.device.public_id if request.device else ""),
        now=now,
    )


def _of_the_tablet(request: ServiceRequest) -> tuple[Holding, ...]:
    """Branch staff of the branch where it stays, as whoever gives their PIN there."""
    reach = Reach(request.device.service_id, frozenset({request.device.branch_id}))
    return (Holding(Role.BRANCH_STAFF, reach),)


def _told(answer: str | Refusal) -> str | dict[str, Any]:
    """What somebody else may still send, the device keeps (`later`); of the rest it shows the sentence."""
    if isinstance(answer, Refusal):
        return {"refused": str(answer), "later": isinstance(answer, NeedsAPin | NotAllowed)}
    return answer


@machine
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that stands between the pages that ask for it and a network that may be away.

    At the root, since a worker reaches what lies below its own address; never kept, so that a new release
    is the new worker.
    """
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript", headers=headers)
