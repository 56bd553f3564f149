"""ONS4: the four questions on personal wellbeing of the Office for National Statistics."""

from branchline.core.words import Translated, said

from .shapes import Answer, Band, Form, Question, QuestionSet


def _numbers() -> tuple[Answer, ...]:
    return tuple(Answer(str(n), said(str(n), str(n)), n) for n in range(11))


def _band(en: str, cy: str, low: int, high: int) -> Band:
    return Band(said(en, cy, draft=True), low, high)


# ONS, Personal well-being user guide: thresholds. Anxiety runs the other way and has its own.
BANDS = (
    _band("Low", "Isel", 0, 4),
    _band("Medium", "Canolig", 5, 6),
    _band("High", "Uchel", 7, 8),
    _band("Very high", "Uchel iawn", 9, 10),
)
ANXIETY_BANDS = (
    _band("Very low", "Isel iawn", 0, 1),
    _band("Low", "Isel", 2, 3),
    _band("Medium", "Canolig", 4, 5),
    _band("High", "Uchel", 6, 10),
)


def _ends(low: str, high: str, low_cy: str, high_cy: str) -> tuple[Translated, Translated]:
    return said(low, low_cy, draft=True), said(high, high_cy, draft=True)


ONS4_1 = QuestionSet(
    id="ons4",
    version=1,
    title=said("How you feel about your life (ONS4)", "Sut rydych chi’n teimlo am eich bywyd (ONS4)", draft=True),
    intro=said(
        "Next I would like to ask you four questions about your feelings on aspects of your life."
        " There are no right or wrong answers. For each of these questions I’d like you to give an"
        " answer on a scale of 0 to 10, where 0 is “not at all” and 10 is “completely”.",
        "Nesaf hoffwn ofyn pedwar cwestiwn i chi am eich teimladau ynghylch agweddau ar eich bywyd."
        " Nid oes atebion cywir nac anghywir. Ar gyfer pob un o’r cwestiynau hyn, hoffwn i chi roi"
        " ateb ar raddfa o 0 i 10, lle mae 0 yn golygu “ddim o gwbl” a 10 yn golygu “yn gyfan gwbl”.",
        draft=True,
    ),
    source="Office for National Statistics, Personal well-being harmonised standard and user guide",
    address="https://analysisfunction.civilservice.gov.uk/policy-store/personal-well-being/",
    licence="Open Government Licence v3.0",
    credit="Questions: Office for National Statistics, licensed under the Open Government Licence v3.0",
    rules=(
        "Each question stands alone: the four are never added or averaged together. A mean may be"
        " shown for each. Bands: 0 to 4 low, 5 and 6 medium, 7 and 8 high, 9 and 10 very high; for"
        " anxiety 0 and 1 very low, 2 and 3 low, 4 and 5 medium, 6 to 10 high (ONS user guide)."
        " For people of 16 and over."
    ),
    questions=(
        Question(
            id="ons4.satisfied",
            text=said(
                "Overall, how satisfied are you with your life nowadays?",
                "Yn gyffredinol, pa mor fodlon ydych chi ar eich bywyd y dyddiau hyn?",
                draft=True,
            ),
            form=Form.SCALE,
            answers=_numbers(),
            ends=_ends("Not at all satisfied", "Completely satisfied", "Ddim yn fodlon o gwbl", "Yn gwbl fodlon"),
            bands=BANDS,
            mean=True,
            higher_is_better=True,
        ),
        Question(
            id="ons4.worthwhile",
            text=said(
                "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
                "Yn gyffredinol, i ba raddau ydych chi’n teimlo bod y pethau rydych chi’n eu gwneud yn"
                " eich bywyd yn werth chweil?",
                draft=True,
            ),
            form=Form.SCALE,
            answers=_numbers(),
            ends=_ends("Not at all worthwhile", "Completely worthwhile", "Ddim yn werth chweil o gwbl", "Yn gwbl werth chweil"),
            bands=BANDS,
            mean=True,
            higher_is_better=True,
        ),
        Question(
            id="ons4.happy",
            text=said(
                "Overall, how happy did you feel yesterday?",
                "Yn gyffredinol, pa mor hapus oeddech chi’n teimlo ddoe?",
                draft=True,
            ),
            form=Form.SCALE,
            answers=_numbers(),
            ends=_ends("Not at all happy", "Completely happy", "Ddim yn hapus o gwbl", "Yn gwbl hapus"),
            bands=BANDS,
            mean=True,
            higher_is_better=True,
        ),
        Question(
            id="ons4.anxious",
            text=said(
                "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall,"
                " how anxious did you feel yesterday?",
                "Ar raddfa lle mae 0 yn golygu “ddim yn bryderus o gwbl” a 10 yn golygu “yn gwbl"
                " bryderus”, yn gyffredinol, pa mor bryderus oeddech chi’n teimlo ddoe?",
                draft=True,
            ),
            form=Form.SCALE,
            answers=_numbers(),
            ends=_ends("Not at all anxious", "Completely anxious", "Ddim yn bryderus o gwbl", "Yn gwbl bryderus"),
            bands=ANXIETY_BANDS,
            mean=True,
            higher_is_better=False,
        ),
    ),
)  # fmt: skip
