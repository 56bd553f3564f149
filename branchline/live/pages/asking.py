"""Ask a question while an adults' broadcast goes out: without an account, a cookie or a script, and as nobody.

Nothing is done here with anybody's authority, so the form needs no token, and its page can be the same for everybody.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import public_page, same_for_all
from branchline.core.requests import ServiceRequest

from ..actions import ask_question
from ..errors import BroadcastNotFound, QuestionsClosed
from ..forms import QuestionForm
from ..models import Broadcast
from ..queries import broadcast_at, could_take_questions, may_ask
from .watching import kept


@csrf_exempt
@same_for_all
@public_page
def ask(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The question and a first name; by a form, or by the watch page's script, which is told in one sentence, or how
    the form looks with what is to be put right. There is no such page of a broadcast that children may watch. At most
    two queries to look."""
    broadcast = _for_adults(public_id)
    if request.method != "POST":
        return _page(request, broadcast, QuestionForm(), status=200)
    form = QuestionForm(request.POST)
    status = _keep(request, broadcast, form) if form.is_valid() else 422
    if request.headers.get("Accept") == "application/json":
        if status == 200:
            return JsonResponse({"sentence": _thanks()})
        box = render_to_string("live/_ask_box.html", {"form": form}, request)
        return JsonResponse({"form": box}, status=status)
    if status == 200:
        return redirect("live:asked", request.service.slug, broadcast.public_id)
    return _page(request, broadcast, form, status=status)


@same_for_all
@public_page
def asked(request: ServiceRequest, public_id: str) -> HttpResponse:
    """It has come; what happens next. It knows nothing of what was asked."""
    context = {"broadcast": _for_adults(public_id)}
    content = render_to_string("live/asked.html", context, request).encode()
    return kept(request, content)


def _thanks() -> str:
    """For the watch page."""
    return _("Your question is with the library. They read it before anybody else does.")


def _keep(request: ServiceRequest, broadcast: Broadcast, form: QuestionForm) -> int:
    """The status of the answer; a refusal stands in the form."""
    try:
        ask_question(
            broadcast=broadcast,
            text=form.cleaned_data["question"],
            name=form.cleaned_data["name"],
            by=request.acting,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return refusal.status
    return 200


def _page(
    request: ServiceRequest, broadcast: Broadcast, form: QuestionForm, *, status: int
) -> HttpResponse:
    is_open = may_ask(broadcast, now=clock.now())
    context = {"broadcast": broadcast, "form": form, "is_open": is_open, "closed": QuestionsClosed}
    content = render_to_string("live/ask.html", context, request).encode()
    if status != 200:
        return HttpResponse(content, status=status)
    return kept(request, content)


def _for_adults(public_id: str) -> Broadcast:
    """Raises BroadcastNotFound."""
    broadcast = broadcast_at(public_id=public_id)
    if not could_take_questions(broadcast):
        raise BroadcastNotFound
    return broadcast
