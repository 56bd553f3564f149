"""Reading out on the phone: one question a page, in big words, answered by number or by a tap."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..forms import ReadOutForm
from ..models import Standing, Survey
from ..permits import ENTER_PAPER
from ..queries import survey_by_public_id
from .paper import keep


@desk_page(ENTER_PAPER)
def read_out(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The next question, or the one before; the last page saves."""
    survey: Survey = permitted(request, ENTER_PAPER, survey_by_public_id(public_id=public_id))
    if survey.standing(clock.now()) is Standing.CLOSED:
        messages.error(request, _("This survey is closed: nothing more can be entered."))
        return redirect("surveys:desk_survey", request.service.slug, survey.public_id)
    form = ReadOutForm(
        request.POST if request.method == "POST" else None, survey=survey, language=_language()
    )
    if form.wants_saving and form.is_valid() and keep(request, form, survey):
        return redirect("surveys:desk_read_out", request.service.slug, survey.public_id)
    return _page(request, survey, form)


def _page(request: ServiceRequest, survey: Survey, form: ReadOutForm) -> HttpResponse:
    number = 0
    if form.is_bound:
        number = form.first_wrong() if form.wants_saving else form.there()
    step = form.steps[number]
    wrong = form.is_bound and (form.wants_saving or number == form.here)
    errors = [
        {"id": form[name].auto_id, "words": words}
        for name in (step.names if wrong else ())
        for words in form.errors.get(name, ())
    ]
    if wrong and form.wants_saving and step.is_last:
        errors += [{"words": words} for found in form.errors.values() for words in found]
    context = {
        "survey": survey,
        "form": form,
        "step": step,
        "shown": [form[name] for name in step.names],
        "carried": form.carried(step),
        "errors": errors,
        "questions": len(form.said),
    }
    return render(request, "surveys/desk/read_out.html", context)


def _language() -> str:
    code = (get_language() or "en")[:2]
    return code if code in dict(settings.LANGUAGES) else "en"
