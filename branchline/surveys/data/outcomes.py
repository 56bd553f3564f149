"""Knowledge, confidence, application, awareness: what somebody took away. Words of our own."""

from branchline.core.words import said

from .shapes import Answer, Form, Question, QuestionSet

AGREE = (
    Answer("1", said("Strongly disagree", "Anghytuno’n gryf", draft=True), 1),
    Answer("2", said("Disagree", "Anghytuno", draft=True), 2),
    Answer("3", said("Neither agree nor disagree", "Ddim yn cytuno nac yn anghytuno", draft=True), 3),
    Answer("4", said("Agree", "Cytuno", draft=True), 4),
    Answer("5", said("Strongly agree", "Cytuno’n gryf", draft=True), 5),
)  # fmt: skip


def _statement(name: str, en: str, cy: str, headline: str, headline_cy: str) -> Question:
    return Question(
        id=f"outcomes.{name}",
        text=said(en, cy, draft=True),
        form=Form.CHOICE,
        answers=AGREE,
        higher_is_better=True,
        good=frozenset({"4", "5"}),
        headline=said(headline, headline_cy, draft=True),
    )


OUTCOMES_1 = QuestionSet(
    id="outcomes",
    version=1,
    title=said("What you took away", "Beth gawsoch chi ohono", draft=True),
    intro=said(
        "Think of what you have just taken part in. How far do you agree?",
        "Meddyliwch am yr hyn rydych newydd gymryd rhan ynddo. I ba raddau ydych chi’n cytuno?",
        draft=True,
    ),
    source=(
        "Branchline’s own words, after the four outcomes that libraries ask about (Project Outcome,"
        " Public Library Association) and the Generic Learning Outcomes (Arts Council England)"
    ),
    address="https://www.projectoutcome.org/about",
    licence="MIT, with this software",
    credit="Questions: Branchline",
    rules=(
        "Each statement stands alone. The headline is the share of those who answered it who agree or"
        " strongly agree. No mean: the steps of an agreement scale are not equal."
    ),
    questions=(
        _statement(
            "knowledge",
            "I know more about this than I did before.",
            "Rwy’n gwybod mwy am hyn nag o’r blaen.",
            "know more than before",
            "yn gwybod mwy nag o’r blaen",
        ),
        _statement(
            "confidence",
            "I feel more confident about it.",
            "Rwy’n teimlo’n fwy hyderus yn ei gylch.",
            "feel more confident",
            "yn teimlo’n fwy hyderus",
        ),
        _statement(
            "application",
            "I am going to use what I learned.",
            "Rwy’n mynd i ddefnyddio’r hyn a ddysgais.",
            "are going to use what they learned",
            "yn mynd i ddefnyddio’r hyn a ddysgwyd",
        ),
        _statement(
            "awareness",
            "I know more about what the library can do for me.",
            "Rwy’n gwybod mwy am yr hyn y gall y llyfrgell ei wneud i mi.",
            "know more about what the library can do for them",
            "yn gwybod mwy am yr hyn y gall y llyfrgell ei wneud",
        ),
    ),
)
