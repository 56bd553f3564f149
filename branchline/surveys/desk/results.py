"""What a survey came to: figures, files to take out, and people's own words."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.importing.output import as_csv
from branchline.core.pages import desk_page, permitted
from branchline.core.requests import ServiceRequest

from .. import permits
from ..actions import correct_asked, strike_remark
from ..forms import AskedForm, StrikeForm
from ..models import Moment, Standing, Survey
from ..parts import tell_us
from ..queries import (
    answers_as_rows,
    remark_by_public_id,
    remarks_of,
    results,
    results_as_rows,
    survey_by_public_id,
)
from ..queries.exports import Table
from .charts import change_rows, moments
from .lists import TONES

WORDS_A_PAGE = 50


def _survey(request: ServiceRequest, public_id: str) -> Survey:
    found: Survey = permitted(
        request, permits.SEE_SURVEYS, survey_by_public_id(public_id=public_id)
    )
    return found


@desk_page(permits.SEE_SURVEYS)
def survey(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The results page."""
    return _page(request, _survey(request, public_id), None)


def _page(request: ServiceRequest, shown: Survey, failed: AskedForm | None) -> HttpResponse:
    found = results(survey=shown, now=clock.now())
    is_open = found.standing is not Standing.CLOSED
    views = moments(found)
    context = {
        "survey": shown,
        "results": found,
        "standing": found.standing,
        "tone": TONES[found.standing],
        "moments": [(view, _asked_form(view.found.asked, view.moment, failed)) for view in views],
        "form": failed,
        "changes": [(each, change_rows(each)) for each in found.changes],
        "tell": tell_us(request, shown, words=_("Square code that opens the questions")),
        "may_enter": is_open and permits.ENTER_PAPER.allows(request.holdings, shown),
        "may_close": is_open and permits.OPEN_SURVEYS.allows(request.holdings, shown),
        "may_read": permits.READ_REMARKS.allows(request.holdings, shown),
        "may_take_out": permits.TAKE_OUT_ANSWERS.allows(request.holdings, shown),
    }
    return render(request, "surveys/desk/survey.html", context)


def _asked_form(asked: int | None, moment: Moment, failed: AskedForm | None) -> AskedForm:
    if failed is not None and failed.data.get("moment") == moment.value:
        return failed
    given = {"people": "" if asked is None else asked, "moment": moment.value}
    return AskedForm(initial=given, auto_id=f"{moment.value}_%s")


@desk_page(permits.ENTER_PAPER)
def asked(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Note how many people were asked."""
    shown: Survey = permitted(
        request, permits.ENTER_PAPER, survey_by_public_id(public_id=public_id)
    )
    if request.method == "POST":
        word = request.POST.get("moment", "")
        moment = Moment(word) if word in shown.moments else shown.moments[0]
        form = AskedForm(request.POST, auto_id=f"{moment.value}_%s")
        if not form.is_valid():
            return _page(request, shown, form)
        try:
            correct_asked(
                survey=shown,
                people=form.cleaned_data["people"],
                moment=moment,
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Noted."))
    return redirect("surveys:desk_survey", request.service.slug, shown.public_id)


@desk_page(permits.SEE_SURVEYS)
def results_csv(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The results as they may be read, for a spreadsheet."""
    shown = _survey(request, public_id)
    table = results_as_rows(results(survey=shown, now=clock.now()))
    return _file(f"survey-{shown.public_id}-results.csv", table)


@desk_page(permits.TAKE_OUT_ANSWERS)
def answers_csv(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Single answers as codes, without own words. While open, or under 10 answers: no."""
    shown: Survey = permitted(
        request, permits.TAKE_OUT_ANSWERS, survey_by_public_id(public_id=public_id)
    )
    return _file(f"survey-{shown.public_id}-answers.csv", answers_as_rows(survey=shown))


def _file(name: str, table: Table) -> HttpResponse:
    headings, rows = table
    return HttpResponse(
        as_csv(headings, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@desk_page(permits.READ_REMARKS)
def remarks(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What people wrote in their own words."""
    shown: Survey = permitted(
        request, permits.READ_REMARKS, survey_by_public_id(public_id=public_id)
    )
    page = Paginator(remarks_of(survey=shown), WORDS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/desk/remarks.html", {"survey": shown, "page": page})


@desk_page(permits.READ_REMARKS)
def strike(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Take names out of somebody's words."""
    remark = remark_by_public_id(public_id=public_id)
    shown: Survey = permitted(request, permits.READ_REMARKS, remark.survey)
    form = StrikeForm(
        request.POST if request.method == "POST" else None, initial={"words": remark.words}
    )
    if request.method == "POST" and form.is_valid():
        try:
            strike_remark(
                remark=remark,
                words=form.cleaned_data["words"],
                by=request.acting,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Taken out."))
            return redirect("surveys:desk_remarks", request.service.slug, shown.public_id)
    return render(request, "surveys/desk/strike.html", {"survey": shown, "form": form})
