"""The demo's surveys: invented answers at real libraries of Trafford. Part of the door `demo`.

One asked once (a rhyme time, by link, square code and paper), one asked before and after (a weekly
afternoon for company). Loading it again changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from branchline.core.acting import job
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.places.models import Branch, Service

from .actions import (
    answer_survey,
    close_survey,
    enter_paper_answers,
    note_asked,
    open_survey,
    pair_code,
)
from .models import Asked, How, Moment, Survey

HOME = "trafford"
DEMO = job("demo")

# One character a person; "." left the question out, x would rather not say.
OVERALL = "5455545355x5445555455354.555445552545554"
AGAIN = "11111121111111211x11111111121111111.1111"
EASY = "1112111111211111.11112111131111111211111"
WAYS = "qqlqqqplqqqpqqlqqqqpqqlqqqqqpqlqqqqpqqql"
WORDS = {
    2: ("en", "The songs were lovely. My little one sang all the way home."),
    6: ("en", "Could it start at 10:30? The bus from Timperley comes at quarter past."),
    9: ("cy", "Diolch yn fawr, roedd hi’n hwyl."),
    14: ("en", "It was a bit full by the window, and prams had nowhere to go."),
    18: ("en", "First time here since school. Everybody was so kind."),
    23: ("en", "Please ring me about the pram park, 07700 900481."),
    30: ("en", "More puppets!"),
    36: ("en", "Nothing, it was great."),
}
PAPER_WAYS = {"l": How.LINK, "q": How.QR, "p": How.PAPER}

# Satisfied, worthwhile, happy, anxious; before, then after (empty: did not come back).
WELLBEING: Sequence[tuple[str, str]] = (
    ("5 5 4 6", "6 7 6 4"), ("6 6 7 3", "7 7 7 3"), ("4 5 5 7", "6 6 6 5"), ("7 8 7 2", "7 8 8 2"),
    ("3 4 4 8", "5 5 6 6"), ("6 5 6 5", "6 7 5 5"), ("8 8 8 1", "8 9 8 1"), ("5 6 4 6", "5 6 6 4"),
    ("2 3 3 9", "4 5 4 7"), ("6 7 6 4", "7 7 8 3"), ("7 7 5 4", "6 7 6 5"), ("5 4 5 5", "7 6 7 3"),
    ("4 4 6 6", "5 6 6 6"), ("6 6 5 5", "7 7 6 4"), ("5 7 6 3", "6 8 7 3"),
    ("3 3 2 8", ""), ("7 6 7 2", ""), ("4 5 3 7", ""), ("5 5 5 5", ""), ("6 6 6 4", ""),
    ("2 4 3 8", ""), ("5 6 5 5", ""), ("8 7 8 2", ""), ("4 4 5 6", ""), ("6 5 7 3", ""),
    ("5 5 4 6", ""),
)  # fmt: skip
QUESTIONS = ("ons4.satisfied", "ons4.worthwhile", "ons4.happy", "ons4.anxious")
STREETS = ("Ash", "Birch", "Cedar", "Derby", "Elm", "Firs", "Grove", "Hope", "Irlam", "King")
NAMES = ("Ada", "Ben", "Cerys", "Dev", "Ewa", "Femi", "Gwen", "Hana")


def load(*, now: datetime) -> None:
    """Put the demo's surveys into the database, if Trafford and its branches are there."""
    service = Service.objects.filter(slug=HOME).first()
    if service is None:
        return
    with scope(service.pk):
        branches = {b.name.en: b for b in Branch.objects.filter(service=service)}
        _rhyme_time(branches.get("Sale Library"), now)
        _company(branches.get("Stretford Library"), now)
        _first_steps(branches.get("Urmston Library"), now)


def _rhyme_time(branch: Branch | None, now: datetime) -> None:
    began = now - timedelta(days=20)
    survey = open_survey(
        title=said("Rhyme time at Sale Library", "Amser rhigwm yn Llyfrgell Sale", draft=True),
        sets=["satisfaction-1"],
        about=f"places.branch:{branch.public_id}" if branch else "",
        branch=branch,
        opens_at=began,
        closes_at=now + timedelta(days=40),
        by=DEMO,
        now=began,
        key="demo-rhyme-time",
    )
    note_asked(survey=survey, people=64, by=DEMO, now=began, key="demo-rhyme-time-asked")
    for place, codes in enumerate(zip(OVERALL, AGAIN, EASY, WAYS, strict=True)):
        _one_parent(survey, place, codes, began + timedelta(hours=9 * place))


def _one_parent(
    survey: Survey, place: int, codes: tuple[str, str, str, str], moment: datetime
) -> None:
    overall, again, easy, way = codes
    given = {
        "satisfaction.overall": overall,
        "satisfaction.again": again,
        "satisfaction.easy": easy,
    }
    language, words = WORDS.get(place, ("en", ""))
    how = PAPER_WAYS[way]
    (enter_paper_answers if how is How.PAPER else answer_survey)(
        survey=survey,
        answers={question: code for question, code in given.items() if code != "."},
        remarks={"satisfaction.tell_us": words},
        how=how,
        language=language,
        by=DEMO,
        now=moment,
        key=f"demo-rhyme-time-{place:02d}",
    )


def _company(branch: Branch | None, now: datetime) -> None:
    began = now - timedelta(days=60)
    survey = open_survey(
        title=said("Tea and company on Thursdays", "Te a chwmni ar ddydd Iau", draft=True),
        sets=["ons4-1"],
        about=f"places.branch:{branch.public_id}" if branch else "",
        branch=branch,
        asked_when=Asked.TWICE,
        opens_at=began,
        by=DEMO,
        now=began,
        key="demo-company",
    )
    if survey.closed_at is not None:
        return
    for moment, people in ((Moment.BEFORE, 30), (Moment.AFTER, 20)):
        note_asked(
            survey=survey, people=people, moment=moment, by=DEMO, now=began,
            key=f"demo-company-asked-{moment.value}",
        )  # fmt: skip
    for place, answers in enumerate(WELLBEING):
        pair = pair_code(
            street=STREETS[place % len(STREETS)],
            day=1 + (place * 7) % 31,
            name=NAMES[place % len(NAMES)],
        )
        for moment, codes, day in zip(survey.moments, answers, (1, 49), strict=True):
            if codes:
                enter_paper_answers(
                    survey=survey,
                    answers=dict(zip(QUESTIONS, codes.split(), strict=True)),
                    how=How.READ_OUT,
                    moment=moment,
                    pair=pair,
                    by=DEMO,
                    now=began + timedelta(days=day, minutes=5 * place),
                    key=f"demo-company-{moment.value}-{place:02d}",
                )
    close_survey(survey=survey, by=DEMO, now=now)


def _first_steps(branch: Branch | None, now: datetime) -> None:
    """Before and after, and nobody has answered yet."""
    open_survey(
        title=said("First steps online", "Camau cyntaf ar-lein", draft=True),
        sets=["outcomes-1"],
        about=f"places.branch:{branch.public_id}" if branch else "",
        branch=branch,
        asked_when=Asked.TWICE,
        opens_at=now,
        by=DEMO,
        now=now,
        key="demo-first-steps",
    )
