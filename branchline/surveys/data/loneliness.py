"""The ONS national indicators of loneliness: UCLA's three items, then the direct question."""

from branchline.core.words import said

from .shapes import Answer, Form, Question, QuestionSet, Total

# The indirect questions come first: asked straight out, fewer people say that they are lonely.
HOW_OFTEN = (
    Answer("1", said("Hardly ever or never", "Prin byth neu byth", draft=True), 1),
    Answer("2", said("Some of the time", "Peth o’r amser", draft=True), 2),
    Answer("3", said("Often", "Yn aml", draft=True), 3),
)
DIRECT = (
    Answer("1", said("Often or always", "Yn aml neu bob amser", draft=True)),
    Answer("2", said("Some of the time", "Peth o’r amser", draft=True)),
    Answer("3", said("Occasionally", "Yn achlysurol", draft=True)),
    Answer("4", said("Hardly ever", "Prin byth", draft=True)),
    Answer("5", said("Never", "Byth", draft=True)),
)


def _item(name: str, en: str, cy: str) -> Question:
    return Question(
        id=f"loneliness.{name}",
        text=said(en, cy, draft=True),
        form=Form.CHOICE,
        answers=HOW_OFTEN,
        higher_is_better=False,
    )


LONELINESS_1 = QuestionSet(
    id="loneliness",
    version=1,
    title=said("Company and loneliness (ONS)", "Cwmni ac unigrwydd (ONS)", draft=True),
    intro=said(
        "Many people feel lonely at some time. These four questions ask how often.",
        "Mae llawer o bobl yn teimlo’n unig rywbryd. Mae’r pedwar cwestiwn hyn yn gofyn pa mor aml.",
        draft=True,
    ),
    source=(
        "Office for National Statistics, Measuring loneliness: guidance for use of the national"
        " indicators on surveys (2018); three-item UCLA scale of Hughes, Waite, Hawkley and"
        " Cacioppo (2004)"
    ),
    address=(
        "https://www.ons.gov.uk/peoplepopulationandcommunity/wellbeing/methodologies/"
        "measuringlonelinessguidanceforuseofthenationalindicatorsonsurveys"
    ),
    licence="Open Government Licence v3.0",
    credit="Questions: Office for National Statistics, licensed under the Open Government Licence v3.0; UCLA three-item loneliness scale",
    rules=(
        "The three items score 1, 2 and 3 and are added: 3 to 9, higher is lonelier, only when all"
        " three are answered. There is no official line above which somebody counts as lonely, so we"
        " draw none. The direct question is reported by category and never added to the others."
        " For people of 16 and over; children have words of their own."
    ),
    questions=(
        _item(
            "companionship",
            "How often do you feel that you lack companionship?",
            "Pa mor aml ydych chi’n teimlo eich bod yn brin o gwmni?",
        ),
        _item(
            "left_out",
            "How often do you feel left out?",
            "Pa mor aml ydych chi’n teimlo eich bod yn cael eich gadael allan?",
        ),
        _item(
            "isolated",
            "How often do you feel isolated from others?",
            "Pa mor aml ydych chi’n teimlo wedi’ch ynysu oddi wrth bobl eraill?",
        ),
        Question(
            id="loneliness.lonely",
            text=said(
                "How often do you feel lonely?", "Pa mor aml ydych chi’n teimlo’n unig?", draft=True
            ),
            form=Form.CHOICE,
            answers=DIRECT,
            good=frozenset({"1"}),
            headline=said(
                "feel lonely often or always", "yn teimlo’n unig yn aml neu bob amser", draft=True
            ),
        ),
    ),
    total=Total(
        id="loneliness.ucla3",
        title=said(
            "UCLA three-item loneliness score", "Sgôr unigrwydd tair eitem UCLA", draft=True
        ),
        questions=("loneliness.companionship", "loneliness.left_out", "loneliness.isolated"),
        low=3,
        high=9,
        higher_is_better=False,
    ),
)  # fmt: skip
