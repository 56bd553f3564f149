"""What hangs on the door and lies on the table: a poster and a paper form, as PDF."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from branchline.core.clock import in_london
from branchline.core.design.dates import day_words
from branchline.core.design.square_codes import square_code
from branchline.core.pdf import compile_pdf

from ..data import PREFER_NOT, Question
from ..forms import AnswerForm
from ..models import Moment, Survey
from ..parts import TellUs

TEMPLATES = Path(__file__).parents[1] / "templates/surveys"


def poster_pdf(survey: Survey, tell: TellUs, *, language: str, now: datetime) -> bytes:
    """One sheet of A4: what is asked, the square code, and how to answer without a phone."""
    with translation.override(language):
        ends = survey.closes_at
        data = {
            "language": language,
            "title": str(survey.title),
            "service": str(survey.service.name),
            "head": _("Tell us what you think"),
            "promise": _(
                "A few short questions. No account, no name: nobody can tell who you are."
            ),
            "code": square_code(tell.code_address),
            "code_words": _("Square code that opens the questions"),
            "point": _("Point the camera of your phone at the square."),
            "or_type": _("Or type this address:"),
            "address": _bare(tell.code_address),
            "paper": _("Rather on paper? Ask us for a form."),
            "until": _("Until %(day)s.") % {"day": day_words(in_london(ends).date(), language)}
            if ends
            else "",
        }
    return compile_pdf(template=TEMPLATES / "poster.typ", data=data, now=now)


def paper_pdf(
    survey: Survey, tell: TellUs, *, moment: Moment, language: str, now: datetime
) -> bytes:
    """The questions on paper. The number in each box is what staff type."""
    form = AnswerForm(survey=survey)
    with translation.override(language):
        data = {
            "language": language,
            "title": str(survey.title),
            "service": str(survey.service.name),
            "moment": str(moment.label) if survey.is_repeated else "",
            "how": _(
                "Please tick one box for each question. You may leave out any. Don’t write your name:"
                " nobody needs to know who you are."
            ),
            "code": square_code(tell.code_address),
            "code_words": _("Square code that opens these questions"),
            "phone": _("Or on your phone:"),
            "address": _bare(tell.code_address),
            "sets": [
                {
                    "title": str(group.set.title),
                    "intro": str(group.set.intro),
                    "questions": [_question(a.number, a.question) for a in group.questions],
                }
                for group in form.groups
            ],
            "drafted": _(
                "The Welsh of these questions was drafted by a machine, and nobody has read it yet."
            )
            if survey.drafted and language == "cy"
            else "",
            "pair": _pair(form) if survey.is_repeated else None,
            "thanks": _("Thank you. Please give this to us folded, or put it into the box."),
            "page_words": pgettext("of a printed form", "Page %(page)s of %(pages)s")
            % {"page": "{n}", "pages": "{of}"},
        }
    return compile_pdf(template=TEMPLATES / "paper.typ", data=data, now=now)


def _question(number: int, asked: Question) -> dict[str, Any]:
    ends = [f"{code} = {end!s}" for code, end in zip((0, 10), asked.ends or (), strict=False)]
    return {
        "number": str(number),
        "text": str(asked.text),
        "lines": asked.is_words,
        "scale": asked.is_scale,
        "ends": ends,
        "answers": [[a.code, "" if asked.is_scale else str(a.words)] for a in asked.answers],
        "rather_not": [PREFER_NOT.code, str(PREFER_NOT.words)],
    }


def _pair(form: AnswerForm) -> dict[str, Any]:
    return {
        "title": _("A code, so that your two sets of answers find each other"),
        "words": _(
            "Please make the same code both times, from three memories. It does not tell us who you are."
        ),
        "parts": [str(field.label) for field in form.pair_fields],
    }


def _bare(address: str) -> str:
    return address.split("://")[-1]
