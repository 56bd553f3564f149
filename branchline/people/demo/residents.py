"""Invented residents and contacts of the demo, with stories worth opening.

Addresses end in `.test`; numbers are Ofcom's for drama; streets do not exist. Every note carries a
canary by which the tenancy tests would notice a record that strays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from branchline.core.acting import Acting, Channel
from branchline.core.clock import in_london
from branchline.core.scoping import scope
from branchline.messages.models import Route
from branchline.people import actions
from branchline.people.actions import Details
from branchline.people.models import Answer, ByWhatRight, MarkSource, Need, Purpose, Resident
from branchline.people.models.names import folded
from branchline.places.models import Service

from .accounts import ELSEWHERE, HOME
from .names import NEWCASTLE, STREETS, TRAFFORD

DESK = Acting(channel=Channel.DESK)
HOMES = {
    HOME: (("Sale", "M33 7ZF"), ("Sale", "M33 4ND"), ("Altrincham", "WA14 1AH"),
                 ("Urmston", "M41 0NA"), ("Stretford", "M32 8AP"), ("Old Trafford", "M15 4AB")),
    ELSEWHERE: (("Newcastle upon Tyne", "NE1 8AX"), ("Newcastle upon Tyne", "NE4 9LU")),
}  # fmt: skip
WAYS = (Route.EMAIL, Route.PHONE, Route.EMAIL, Route.SMS, Route.LETTER, Route.EMAIL)
BANDS = ("", "", "25-44", "45-64", "", "65-79")


@dataclass(frozen=True)
class Story:
    """What is special about one of them."""

    known_as: str = ""
    language: str = "en"
    spoken: str = ""
    born: date | None = None
    needs: Sequence[tuple[Need, str, str]] = ()
    yes: Sequence[Purpose] = ()
    no: Sequence[Purpose] = ()
    died: bool = False
    never: bool = False
    no_calls: bool = False
    ways: Sequence[tuple[Route, str]] | None = None
    note: str = ""
    postcode: str = ""
    lives_with: str = ""
    carer: tuple[str, Route, str] | None = None


STORIES: dict[str, Story] = {
    "Dorothy Pickering": Story(
        known_as="Dot", born=date(1938, 5, 2), yes=(Purpose.CALLS,),
        needs=((Need.LARGE_PRINT, "18 point, please", "Letters go out in large print by themselves"),
               (Need.LONGER_RING, "I am slow to the phone", "Ring at least ten times")),
        ways=((Route.LETTER, "14 Invented Row\nSale\nM33 7ZF"), (Route.PHONE, "0161 496 0142")),
        note="Comes in on Tuesdays with her trolley.", lives_with="Wilfred Pickering", postcode="M33 7ZF",
    ),
    "Wilfred Pickering": Story(
        born=date(1935, 11, 20), died=True, postcode="M33 7ZF",
        ways=((Route.PHONE, "0161 496 0142"),),
    ),
    "Priya Raman": Story(
        yes=(Purpose.NEWS, Purpose.RESEARCH), ways=((Route.EMAIL, "priya.raman@example.test"),),
        born=date(1989, 8, 14),
    ),
    "Arthur Bright": Story(
        ways=((Route.PHONE, "0161 496 0117"),), yes=(Purpose.CALLS,), born=date(1944, 2, 29),
        note="Was a signalman; ask him about trains.",
    ),
    "Megan Lloyd": Story(language="cy", ways=((Route.EMAIL, "megan.lloyd@example.test"),), yes=(Purpose.NEWS,)),
    "Rhiannon Llewellyn-Bowen ap Gruffydd": Story(
        language="cy", known_as="Rhi",
        note="Has the longest name we know, and is proud of it.",
    ),
    "Nasreen Akhtar": Story(
        spoken="Urdu", needs=((Need.INTERPRETER, "My daughter can come too", "Book an interpreter two weeks ahead"),),
        carer=("Sana Akhtar", Route.SMS, "07700 900465"),
    ),
    "Gareth Eccles": Story(
        needs=((Need.BSL_INTERPRETER, "", "Book with the council’s team"), (Need.TEXT_ONLY, "Never ring me", "")),
        ways=((Route.SMS, "07700 900211"),), no_calls=True,
    ),
    "Peter Hollins": Story(
        needs=((Need.RELAY, "18002 before the number", ""),), ways=((Route.PHONE, "0161 496 0188"),),
    ),
    "Beatrice Amoah": Story(needs=((Need.EASY_READ, "", "Easy read sheets in the blue folder"),)),
    "Colin Threlfall": Story(never=True, note="Asked us in March not to write again."),
    "Catherine Ashworth": Story(born=date(1979, 4, 3), ways=((Route.EMAIL, "cath.ashworth@example.test"),)),
    "Cath Ashworth": Story(born=date(1979, 4, 3), ways=((Route.EMAIL, "cath.ashworth@example.test"),)),
    "Mohammed Iqbal": Story(born=date(1966, 10, 1), postcode="M41 0NA"),
    "Mohammad Iqbal": Story(born=date(1966, 10, 1), postcode="M41 0NA", ways=()),
    "Isla Fraser": Story(ways=(), note="Nine years old; her aunt brings her."),
    "Ye Li": Story(known_as="Lily"),
    "Hannah Whitworth": Story(ways=((Route.EMAIL, "hannah.whitworth@example.test"),), no=(Purpose.NEWS,)),
}  # fmt: skip


def load(*, now: datetime) -> None:
    """Put them in where there is nobody yet. Running it again changes nothing."""
    for slug, names in ((HOME, TRAFFORD), (ELSEWHERE, NEWCASTLE)):
        service = Service.objects.filter(slug=slug).first()
        if service is None:
            continue
        with scope(service.pk):
            if not Resident.objects.exists():
                _settle(slug, names, now)


def _settle(slug: str, names: Sequence[str], now: datetime) -> None:
    made: dict[str, Resident] = {}
    for turn, name in enumerate(names):
        story = STORIES.get(name, Story())
        since = now - timedelta(days=11 * turn + 3)
        made[name] = _resident(slug, turn, name, story, since)
        _wishes(made[name], turn, story, since)
    for name, resident in made.items():
        other = made.get(STORIES.get(name, Story()).lives_with)
        if other is not None:
            actions.live_together(resident=resident, other=other, by=DESK, now=now)
        # They have been about lately, so that retention leaves them.
        actions.note_seen(resident=resident, on=in_london(now).date())
    for name, route, address in _contacts(slug):
        actions.find_or_make_contact(
            name=name, route=route, address=address, language="en", by=Acting(), now=now
        )
    actions.find_duplicates(now=now)


def _resident(slug: str, turn: int, name: str, story: Story, now: datetime) -> Resident:
    town, postcode = HOMES[slug][turn % len(HOMES[slug])]
    routes = story.ways if story.ways is not None else [_way(turn, name, town, postcode)]
    return actions.add_resident(
        details=Details(
            name=name,
            known_as=story.known_as,
            born_on=story.born or (date(1931 + turn % 70, turn % 12 + 1, turn % 27 + 1) if turn % 3 else None),
            age_band="5-11" if name == "Isla Fraser" else BANDS[turn % len(BANDS)],
            language=story.language,
            spoken_language=story.spoken,
            postcode=story.postcode or postcode,
            note=f"{story.note} Invented for the demo of {slug.title()}.".strip(),
        ),
        routes=routes,
        card="" if turn % 4 == 3 else f"{slug[0].upper()}{2_400_117 + 37 * turn:07d}",
        by=DESK,
        now=now,
        key=f"demo-{slug}-{turn:04d}",
    )  # fmt: skip


def _way(turn: int, name: str, town: str, postcode: str) -> tuple[Route, str]:
    route = WAYS[turn % len(WAYS)]
    match route:
        case Route.EMAIL:
            words = folded(name).split() or ["somebody"]
            return route, f"{words[0]}.{words[-1]}{turn}@example.test"
        case Route.SMS:
            return route, f"07700 900{300 + turn}"
        case Route.PHONE:
            return route, f"0161 496 0{300 + turn}"
    street = STREETS[turn % len(STREETS)]
    return route, f"{turn + 3} {street}\n{town}\n{postcode}"


def _wishes(resident: Resident, turn: int, story: Story, now: datetime) -> None:
    for need, note, met_how in story.needs:
        actions.record_need(
            resident=resident, need=need, note=note, met_how=met_how, by=DESK, now=now
        )
    if story.carer:
        name, route, address = story.carer
        actions.begin_acting_for(
            resident=resident, name=name, route=route, address=address, by_right=ByWhatRight.ASKED,
            evidence="Both came to the desk", gets_messages=True, by=DESK, now=now,
        )  # fmt: skip
    answers = [(purpose, Answer.GIVEN) for purpose in story.yes]
    answers += [(purpose, Answer.REFUSED) for purpose in story.no]
    if not answers and turn % 3 == 0:
        answers = [(Purpose.NEWS, Answer.GIVEN)]
    for purpose, answer in answers:
        actions.record_consent(
            person=resident, purpose=purpose, answer=answer, evidence="Said at the desk", by=DESK, now=now
        )  # fmt: skip
    if story.died:
        actions.note_death(person=resident, source=MarkSource.FAMILY, by=DESK, now=now)
    if story.never:
        actions.do_not_contact(person=resident, source=MarkSource.PERSON, by=DESK, now=now)
    if story.no_calls:
        actions.do_not_contact(
            person=resident, route=Route.PHONE, source=MarkSource.PERSON, by=DESK, now=now
        )


def _contacts(slug: str) -> Iterator[tuple[str, Route, str]]:
    """Contacts who may be residents; those who book are made by the room events."""
    if slug == HOME:
        yield "Cath", Route.EMAIL, "cath.ashworth@example.test"
        yield "Mrs Pickering", Route.PHONE, "0161 496 0142"
        yield "Zbigniew Wieczorek", Route.EMAIL, "zbigniew@example.test"
    else:
        yield "Linda Charlton", Route.EMAIL, "linda.charlton@example.test"
