"""Questions of those who watch, for a second member of staff beside the studio: read, show, be done with."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from branchline.core import clock
from branchline.core.errors import NotFound
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..actions import MOST_NEW, put_all_aside, put_question, show_question, take_questions
from ..models import Broadcast, QuestionState
from ..permits import GO_LIVE
from ..queries import could_take_questions, question_at, questions_of
from .finding import mine


@desk_page(GO_LIVE)
def questions(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The one that is shown, the new ones as they come in, and what is done with. Of an adults' broadcast only."""
    broadcast = _asked(request, public_id)
    found = questions_of(broadcast=broadcast)
    context = {
        "broadcast": broadcast,
        "questions": found,
        "is_over": broadcast.ended_at is not None,
        "most": MOST_NEW,
        "is_full": len(found.new) >= MOST_NEW,
    }
    return render(request, "live/desk/questions.html", context)


@desk_page(GO_LIVE)
@require_POST
def take(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Take questions, or no more."""
    broadcast = _asked(request, public_id)
    take_questions(
        broadcast=broadcast, take="on" in request.POST, by=request.acting, now=clock.now()
    )
    return _back(request, broadcast)


@desk_page(GO_LIVE)
@require_POST
def put(request: ServiceRequest, public_id: str, question_id: str) -> HttpResponse:
    """Show one; or it is answered, put aside, or new again."""
    broadcast = _asked(request, public_id)
    question = question_at(broadcast=broadcast, public_id=question_id)
    if (given := request.POST.get("state", "")) not in QuestionState.values:
        raise NotFound
    state, by, now = QuestionState(given), request.acting, clock.now()
    if state is QuestionState.SHOWN:
        show_question(question=question, by=by, now=now)
    else:
        put_question(question=question, state=state, by=by, now=now)
    return _back(request, broadcast)


@desk_page(GO_LIVE)
@require_POST
def all_aside(request: ServiceRequest, public_id: str) -> HttpResponse:
    """After a flood."""
    broadcast = _asked(request, public_id)
    put_all_aside(broadcast=broadcast, by=request.acting, now=clock.now())
    return _back(request, broadcast)


def _back(request: ServiceRequest, broadcast: Broadcast) -> HttpResponse:
    return redirect("live:desk_questions", request.service.slug, broadcast.public_id)


def _asked(request: ServiceRequest, public_id: str) -> Broadcast:
    broadcast = mine(request, public_id)
    if not could_take_questions(broadcast):
        raise NotFound
    return broadcast
