"""What other rooms may embed: is there a survey about this, its address and square code, its questions.

In a template: `{% load surveys %}{% tell_us "events.occurrence:k7mp2x9d3f" %}` (nothing is printed when
nothing is asked). To put the questions into a page of one's own: `AnswerForm` (within another form `AnswerFields`),
`surveys/_questions.html`, and `actions.answer_survey`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from branchline.core import clock
from branchline.core.design.square_codes import qr_svg
from branchline.places.actions import poster_code

from .forms import AnswerFields, AnswerForm
from .models import How, Moment, Survey
from .queries import survey_about

__all__ = ["AnswerFields", "AnswerForm", "TellUs", "address_of", "survey_for", "tell_us"]


@dataclass(frozen=True)
class TellUs:
    """A link to the questions and its square code, for a page or a poster."""

    survey: Survey
    address: str
    whole_address: str
    qr: SafeString
    code_address: str
    """What the square code says."""


def survey_for(*, about: str, now: datetime) -> Survey | None:
    """The survey about "events.occurrence:k7mp2x9d3f" that may be answered now. One query."""
    return survey_about(about=about, now=now)


def address_of(survey: Survey, *, how: How = How.LINK, moment: Moment | None = None) -> str:
    """Where it is answered, as a path; the square code says that it was one."""
    slug, public_id = survey.service.slug, survey.public_id
    path = (
        reverse("surveys:answer_at", args=[slug, public_id, moment.value])
        if moment is not None and moment is not Moment.ONCE
        else reverse("surveys:answer", args=[slug, public_id])
    )
    return f"{path}?how={how.value}" if how is How.QR else path


def tell_us(
    request: HttpRequest, survey: Survey, *, words: str, moment: Moment | None = None
) -> TellUs:
    """What a page or poster prints of a survey, for one moment of it or both."""
    at_a_time = moment if moment is not Moment.ONCE else None
    code = poster_code(
        service=survey.service,
        page="surveys:answer_at" if at_a_time else "surveys:answer",
        arguments=[survey.public_id, *([at_a_time.value] if at_a_time else [])],
        query=f"how={How.QR.value}",
        now=clock.now(),
    )
    by_code = request.build_absolute_uri(reverse("places:code", args=[code]))
    return TellUs(
        survey,
        address_of(survey, moment=moment),
        request.build_absolute_uri(address_of(survey, moment=moment)),
        qr_svg(by_code, words),
        by_code,
    )
