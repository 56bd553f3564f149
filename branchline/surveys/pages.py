"""Answer: one page, without an account, every question may be left out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.pages import public_page
from branchline.core.requests import ServiceRequest

from .actions import answer_survey
from .data import QuestionSet
from .errors import NoSuchSurvey
from .forms import AnswerForm
from .models import How, Moment, Standing, Survey
from .parts import address_of
from .queries import survey_by_public_id

FEELINGS = frozenset({"ons4", "loneliness"})
"""Sets after which we say where somebody listens."""


@public_page
def answer(request: ServiceRequest, public_id: str, moment: str = "") -> HttpResponse:
    """The questions; for a survey of before and after first the choice which time it is."""
    now = clock.now()
    survey = survey_by_public_id(public_id=public_id)
    sending = request.method == "POST"
    standing = survey.standing(now)
    if standing is not Standing.OPEN and not sending:
        return render(request, "surveys/closed.html", {"survey": survey, "standing": standing})
    chosen = _moment(survey, moment)
    how = How.QR if request.GET.get("how") == How.QR.value else How.LINK
    if chosen is None:
        times = [(each, address_of(survey, how=how, moment=each)) for each in survey.moments]
        return render(request, "surveys/which_time.html", {"survey": survey, "times": times})
    form = AnswerForm(request.POST if sending else None, survey=survey, initial={"how": how.value})
    if sending and form.is_valid() and _keep(request, form, survey, chosen):
        return redirect("surveys:thanks", request.service.slug, survey.public_id)
    context = {
        "survey": survey,
        "form": form,
        "again": chosen in survey.moments[1:],
        "drafted": _drafted(survey),
    }
    return render(request, "surveys/answer.html", context)


def _keep(request: ServiceRequest, form: AnswerForm, survey: Survey, moment: Moment) -> bool:
    try:
        answer_survey(
            survey=survey,
            answers=form.answers,
            remarks=form.remarks,
            how=form.cleaned_data["how"],
            moment=moment,
            pair=form.pair,
            language=(get_language() or "en")[:2],
            by=request.acting,
            now=clock.now(),
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _moment(survey: Survey, word: str) -> Moment | None:
    """The moment of an address; None where it is still to be chosen."""
    if not survey.is_repeated:
        if word:
            raise NoSuchSurvey
        return Moment.ONCE
    if not word:
        return None
    if word not in survey.moments:
        raise NoSuchSurvey
    return Moment(word)


def _drafted(survey: Survey) -> bool:
    return survey.drafted and (get_language() or "en").startswith("cy")


@public_page
def thanks(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The one kind page at the end. It knows nothing of what was answered."""
    survey = survey_by_public_id(public_id=public_id)
    sets: list[QuestionSet] = survey.question_sets
    context: dict[str, Any] = {
        "survey": survey,
        "feelings": any(each.id in FEELINGS for each in sets),
        "credits": list(dict.fromkeys(each.credit for each in sets)),
    }
    return render(request, "surveys/thanks.html", context)
