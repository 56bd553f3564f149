"""What callers say on a round: to be read, printed, and changed into another version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from .. import actions, queries
from ..forms import ScriptForm
from ..permits import MANAGE_ROUNDS, SEE_ROUNDS
from ..scripting import write_out


@desk_page(SEE_ROUNDS)
def script(request: ServiceRequest, public_id: str) -> HttpResponse:
    """A round's script in each language of the service."""
    found = queries.round_at(public_id=public_id)
    manages = MANAGE_ROUNDS.allows(request.holdings, found)
    sent = request.POST if request.method == "POST" and manages else None
    form = ScriptForm(sent, initial={"words": write_out(found.script.steps)})
    if form.is_valid():
        try:
            actions.change_script(
                round_=found, steps=form.steps, by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. Callers see it from their next call on."))
            return redirect("calls:desk_script", request.service.slug, public_id)
    context = {
        "round": found,
        "languages": [
            (code, name, found.script.in_language(code))
            for code, name in (("en", _("English")), ("cy", _("Welsh")))
        ],
        "form": form,
        "manages": manages,
    }
    return render(request, "calls/desk/script.html", context)
