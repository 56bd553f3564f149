"""Paper: what is printed, and typing many forms in a row without the mouse."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from ..actions import enter_paper_answers, take_back_paper_answers
from ..errors import NoSuchSurvey
from ..forms import PaperForm
from ..models import How, Moment, Standing, Survey
from ..parts import tell_us
from ..permits import ENTER_PAPER, SEE_SURVEYS
from ..queries import survey_by_public_id, survey_count
from .printed import paper_pdf, poster_pdf

LAST = "surveys_last_paper"
"""In the session: what this person entered last, so that it can be taken back."""
STICKY = ("moment", "how", "language")


@desk_page(SEE_SURVEYS)
def paper(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What can be printed, in each language."""
    survey: Survey = permitted(request, SEE_SURVEYS, survey_by_public_id(public_id=public_id))
    context = {
        "survey": survey,
        "languages": settings.LANGUAGES,
        "moments": survey.moments,
        "tell": tell_us(request, survey, words=_("Square code that opens the questions")),
        "may_enter": survey.closed_at is None and ENTER_PAPER.allows(request.holdings, survey),
    }
    return render(request, "surveys/desk/paper.html", context)


@desk_page(SEE_SURVEYS)
def poster(request: ServiceRequest, public_id: str, language: str) -> HttpResponse:
    """The sheet for the door."""
    survey, language = _to_print(request, public_id, language)
    tell = tell_us(request, survey, words=_("Square code that opens the questions"))
    made = poster_pdf(survey, tell, language=language, now=clock.now())
    return _pdf(made, f"survey-{survey.public_id}-poster-{language}.pdf")


@desk_page(SEE_SURVEYS)
def paper_form(request: ServiceRequest, public_id: str, language: str) -> HttpResponse:
    """The questions for the table; `moment` says which time it is."""
    survey, language = _to_print(request, public_id, language)
    word = request.GET.get("moment", "")
    moment = Moment(word) if word in survey.moments else survey.moments[0]
    tell = tell_us(
        request, survey, words=_("Square code that opens these questions"), moment=moment
    )
    made = paper_pdf(survey, tell, moment=moment, language=language, now=clock.now())
    return _pdf(made, f"survey-{survey.public_id}-{moment.value}-{language}.pdf")


def _to_print(request: ServiceRequest, public_id: str, language: str) -> tuple[Survey, str]:
    survey: Survey = permitted(request, SEE_SURVEYS, survey_by_public_id(public_id=public_id))
    if language not in dict(settings.LANGUAGES):
        raise NoSuchSurvey
    return survey, language


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@desk_page(ENTER_PAPER)
def enter(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Type one form; the next is ready at once."""
    survey: Survey = permitted(request, ENTER_PAPER, survey_by_public_id(public_id=public_id))
    if survey.standing(clock.now()) is Standing.CLOSED:
        messages.error(request, _("This survey is closed: nothing more can be entered."))
        return redirect("surveys:desk_survey", request.service.slug, survey.public_id)
    sending = request.method == "POST"
    form = PaperForm(request.POST if sending else None, survey=survey, initial=_as_before(request))
    if sending and form.is_valid() and keep(request, form, survey):
        again = {name: form.cleaned_data[name] for name in STICKY if name in form.cleaned_data}
        here = reverse("surveys:desk_enter", args=[request.service.slug, survey.public_id])
        return redirect(f"{here}?{urlencode(again)}")
    last = request.session.get(LAST, {})
    context = {
        "survey": survey,
        "form": form,
        "count": survey_count(survey=survey),
        "can_take_back": not sending and last.get("survey") == survey.public_id,
    }
    return render(request, "surveys/desk/enter.html", context)


def _as_before(request: ServiceRequest) -> dict[str, Any]:
    before = {name: request.GET[name] for name in STICKY if name in request.GET}
    return {"how": How.PAPER.value, "language": "en"} | before


def keep(request: ServiceRequest, form: PaperForm, survey: Survey) -> bool:
    """One person's answers; a refusal goes to its question."""
    try:
        entry = enter_paper_answers(
            survey=survey,
            answers=form.answers,
            remarks=form.remarks,
            how=How(form.cleaned_data["how"]),
            moment=form.chosen_moment,
            pair=form.pair,
            language=form.cleaned_data["language"],
            by=request.acting,
            now=clock.now(),
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    last = request.session.get(LAST, {})
    if last.get("response") != entry.response.public_id:
        request.session[LAST] = {
            "survey": survey.public_id,
            "response": entry.response.public_id,
            "remarks": list(entry.remarks),
        }
    messages.success(request, _("Saved. The next one, please."))
    return True


@desk_page(ENTER_PAPER)
def take_back(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Undo what I entered last."""
    survey: Survey = permitted(request, ENTER_PAPER, survey_by_public_id(public_id=public_id))
    last = request.session.get(LAST, {})
    if request.method == "POST" and last.get("survey") == survey.public_id:
        try:
            take_back_paper_answers(
                survey=survey,
                response=last["response"],
                remarks=last["remarks"],
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The last form is taken back."))
        del request.session[LAST]
    return redirect("surveys:desk_enter", request.service.slug, survey.public_id)
