"""How it was: three short questions, and room for the person's own words."""

from branchline.core.words import said

from .shapes import Answer, Form, Question, QuestionSet

YES_PARTLY_NO = (
    Answer("1", said("Yes", "Oedd", draft=True)),
    Answer("2", said("Partly", "I raddau", draft=True)),
    Answer("3", said("No", "Nac oedd", draft=True)),
)
WOULD = (
    Answer("1", said("Yes", "Byddwn", draft=True)),
    Answer("2", said("Perhaps", "Efallai", draft=True)),
    Answer("3", said("No", "Na fyddwn", draft=True)),
)
SATISFIED = (
    Answer("1", said("Very dissatisfied", "Anfodlon iawn", draft=True), 1),
    Answer("2", said("Dissatisfied", "Anfodlon", draft=True), 2),
    Answer("3", said("Neither satisfied nor dissatisfied", "Ddim yn fodlon nac yn anfodlon", draft=True), 3),
    Answer("4", said("Satisfied", "Bodlon", draft=True), 4),
    Answer("5", said("Very satisfied", "Bodlon iawn", draft=True), 5),
)  # fmt: skip

SATISFACTION_1 = QuestionSet(
    id="satisfaction",
    version=1,
    title=said("How it was", "Sut oedd hi", draft=True),
    intro=said(
        "Tell us how it was. It takes about a minute, and you may leave out any question.",
        "Dywedwch wrthym sut oedd hi. Mae’n cymryd tua munud, a chewch hepgor unrhyw gwestiwn.",
        draft=True,
    ),
    source="Branchline’s own words",
    address="",
    licence="MIT, with this software",
    credit="Questions: Branchline",
    rules=(
        "The headline is the share of those who answered who are satisfied or very satisfied. No"
        " mean: the steps of the scale are not equal. Own words are kept apart from the answers."
    ),
    questions=(
        Question(
            id="satisfaction.overall",
            text=said(
                "Overall, how satisfied are you with it?",
                "Yn gyffredinol, pa mor fodlon ydych chi?",
                draft=True,
            ),
            form=Form.CHOICE,
            answers=SATISFIED,
            higher_is_better=True,
            good=frozenset({"4", "5"}),
            headline=said("are satisfied or very satisfied", "yn fodlon neu’n fodlon iawn", draft=True),
        ),
        Question(
            id="satisfaction.again",
            text=said("Would you come again?", "Fyddech chi’n dod eto?", draft=True),
            form=Form.CHOICE,
            answers=WOULD,
            good=frozenset({"1"}),
            headline=said("would come again", "yn fodlon dod eto", draft=True),
        ),
        Question(
            id="satisfaction.easy",
            text=said("Was it easy to take part?", "Oedd hi’n hawdd cymryd rhan?", draft=True),
            form=Form.CHOICE,
            answers=YES_PARTLY_NO,
            good=frozenset({"1"}),
            headline=said("found it easy to take part", "yn ei chael hi’n hawdd cymryd rhan", draft=True),
        ),
        Question(
            id="satisfaction.tell_us",
            text=said(
                "What would you like us to know?", "Beth hoffech chi i ni ei wybod?", draft=True
            ),
            form=Form.WORDS,
        ),
    ),
)  # fmt: skip
