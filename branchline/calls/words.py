"""The scripts that come with the house: what to say, what to ask, in English and Welsh. Welsh is machine-drafted.

Source of the order: research/calls.md, sections 1 and 2 (councils and charities in 2020): who we are, whether it is a
good moment, how they are in their own words, company, one thing that would help, when to ring again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Steps = Sequence[dict[str, Any]]


def _say(name: str, en: str, cy: str) -> dict[str, Any]:
    return {"id": name, "say": {"en": en, "cy": cy}, "choices": []}


def _ask(name: str, en: str, cy: str, *choices: tuple[str, str, str], **to: str) -> dict[str, Any]:
    """`to`: {answer: the step that it leads to}, where that is not the next."""
    answers = [
        {"id": key, "say": {"en": say, "cy": dweud}, "to": to.get(key, "")}
        for key, say, dweud in choices
    ]
    return {"id": name, "ask": {"en": en, "cy": cy}, "choices": answers}


HELLO = _say(
    "hello",
    "Hello, this is … from the library. I ring to hear how you are. Is it a good moment?",
    "Helo, … o’r llyfrgell sydd yma. Rwy’n ffonio i glywed sut ydych chi. Ydy hi’n amser da?",
)


def _how(then: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """How they are, and what is said to somebody who is low; the others go on with `then`."""
    asked = _ask(
        "how", "How have you been since we last talked?", "Sut ydych chi wedi bod ers i ni siarad?",
        ("well", "Well", "Yn dda"), ("so_so", "So-so", "Gweddol"), ("low", "Low", "Yn isel"),
        well=then, so_so=then,
    )  # fmt: skip
    low = _say(
        "low",
        "I am sorry to hear that. Would you like to tell me more? Is there somebody you can talk to, or shall we look for somebody together?",
        "Mae’n ddrwg gen i glywed hynny. Hoffech chi ddweud mwy wrthyf i? Oes rhywun y gallwch siarad â nhw, neu a wnawn ni chwilio am rywun gyda’n gilydd?",
    )
    return asked, low


COMPANY = _ask(
    "company", "Have you seen or talked to anybody this week?",
    "Ydych chi wedi gweld neu siarad â rhywun yr wythnos hon?",
    ("often", "Several times", "Sawl gwaith"), ("once", "Once or twice", "Unwaith neu ddwy"),
    ("nobody", "Nobody", "Neb"),
)  # fmt: skip
FOOD = _ask(
    "food", "Have you got what you need in the house: food, medicine, warmth?",
    "Oes gennych chi bopeth sydd ei angen gartref: bwyd, meddyginiaeth, gwres?",
    ("yes", "Yes", "Oes"), ("some", "Not all", "Ddim popeth"), ("no", "No", "Nac oes"), yes="company",
)  # fmt: skip
MISSING = _ask(
    "missing", "What do you need most? (Tick it below as well, so that it is seen to.)",
    "Beth sydd ei angen arnoch fwyaf? (Ticiwch ef isod hefyd, fel bod rhywun yn ymdrin ag ef.)",
    ("food", "Food", "Bwyd"), ("medicine", "Medicine", "Meddyginiaeth"), ("warmth", "Warmth", "Gwres"),
    ("else", "Something else", "Rhywbeth arall"),
)  # fmt: skip
ONLINE = _ask(
    "online", "Do you use the internet at home?", "Ydych chi’n defnyddio’r rhyngrwyd gartref?",
    ("alone", "Yes, by myself", "Ydw, ar fy mhen fy hun"), ("helped", "With help", "Gyda help"),
    ("never", "No", "Nac ydw"),
)  # fmt: skip
COME = _ask(
    "come", "Would you like to come?", "Hoffech chi ddod?",
    ("yes", "Yes", "Hoffwn"), ("perhaps", "Perhaps", "Efallai"), ("no", "No", "Na hoffwn"),
)  # fmt: skip
GOODBYE = _say(
    "goodbye",
    "Thank you for talking to me. We ring again; until then you can ring us at any time we are open.",
    "Diolch am siarad â mi. Byddwn yn ffonio eto; tan hynny gallwch ein ffonio pan fyddwn ar agor.",
)

SCRIPTS: Mapping[str, Steps] = {
    "welfare": (HELLO, *_how("food"), FOOD, MISSING, COMPANY, GOODBYE),
    "companionship": (HELLO, *_how("company"), COMPANY, GOODBYE),
    "digital": (HELLO, *_how("online"), ONLINE, GOODBYE),
    "invitation": (HELLO, *_how("come"), COME, GOODBYE),
}
"""By the kind of a round (`RoundKind`)."""
