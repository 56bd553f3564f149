"""No letter of any room reaches somebody who has died, who asked us not to write, or who took their yes back.

Every letter is found by itself, and its room says in `tests/causes.py` how it comes about: a letter nobody
has said so of fails here. Account mail (sign-in codes) is no letter: it belongs to no service, and goes to
whoever asks for it at that moment (`people/letters/sign_in.py`).
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.messages import actions as outbox
from branchline.messages.actions.deliver import prepare
from branchline.messages.letters import letters
from branchline.messages.models import Message, Route, Scope, Source, State
from branchline.people import actions
from branchline.people.models import Answer, MarkSource, Resident
from branchline.people.tests.conftest import NOW, make_cast
from branchline.people.tests.residents import contact, resident
from tests.harness.causing import Cause, Scene, causes

LETTERS = {letter.name: letter for letter in letters()}
CAUSES = causes()
NAMES = sorted(LETTERS.keys() & CAUSES.keys())
ADDRESS = (Route.EMAIL, "frank@example.test")
FAMILY, PERSON = MarkSource.FAMILY, MarkSource.PERSON

Stop = Callable[[Scene, Resident, Cause], object]


def died(scene: Scene, frank: Resident, cause: Cause) -> None:
    actions.note_death(person=frank, source=FAMILY, by=scene.by, now=scene.now)


def died_as_a_contact(scene: Scene, frank: Resident, cause: Cause) -> None:
    actions.note_death(person=scene.contact, source=FAMILY, by=scene.by, now=scene.now)


def died_and_left_a_widow(scene: Scene, frank: Resident, cause: Cause) -> None:
    """Whose address is the same, so that it stays open for her."""
    actions.add_route(
        resident=_maud(scene), route=ADDRESS[0], address=ADDRESS[1], by=scene.by, now=scene.now
    )
    died(scene, frank, cause)


def wants_nothing(scene: Scene, frank: Resident, cause: Cause) -> None:
    actions.do_not_contact(person=frank, source=PERSON, by=scene.by, now=scene.now)


def wants_no_email(scene: Scene, frank: Resident, cause: Cause) -> None:
    actions.do_not_contact(
        person=frank, route=Route.EMAIL, source=PERSON, by=scene.by, now=scene.now
    )


def answered_stop(scene: Scene, frank: Resident, cause: Cause) -> None:
    outbox.suppress(
        route=ADDRESS[0], address=ADDRESS[1], scope=Scope.EVERYTHING, source=Source.STOP, now=NOW
    )


def took_their_yes_back(scene: Scene, frank: Resident, cause: Cause) -> None:
    actions.record_consent(
        person=frank, purpose=cause.purpose, answer=Answer.WITHDRAWN, evidence="At the desk",
        by=scene.by, now=scene.now,
    )  # fmt: skip


EVERYBODY: list[Stop] = [died, died_as_a_contact, wants_nothing, wants_no_email, answered_stop]


def stops_of(name: str) -> list[Stop]:
    cause = CAUSES[name]
    # A colleague is not the resident who had the same address: the widow may be asked to work here.
    about_residents: list[Stop] = [] if cause.to_colleague else [died_and_left_a_widow]
    asked: list[Stop] = [took_their_yes_back] if cause.purpose.asks_first else []
    return [*EVERYBODY, *about_residents, *asked]


EACH = [
    pytest.param(name, stop, id=f"{name}-{stop.__name__}")
    for name in NAMES
    for stop in stops_of(name)
]


def _maud(scene: Scene) -> Resident:
    return Resident.objects.get(name="Maud Okafor")


@pytest.fixture
def franks(db: None) -> Iterator[tuple[Scene, Resident]]:
    """Frank, who is a resident and a contact by the same address; Maud, who lives with him."""
    cast = make_cast()
    with scope(cast.service.pk):
        frank = resident(cast, "Frank Okafor", routes=[ADDRESS])
        resident(cast, "Maud Okafor")
        left = contact("Frank Okafor", *ADDRESS)
        actions.decide_contact(contact=left, resident=frank, same=True, by=cast.as_alice, now=NOW)
        yield Scene(branch=cast.sale, contact=left, by=cast.as_alice, now=NOW), frank


def gets(name: str) -> list[str]:
    """The addresses that this letter is handed to a carrier for, now."""
    waiting = Message.objects.filter(letter=name, state=State.QUEUED).values_list("public_id")
    parcels = [prepare(message=public_id, now=NOW) for (public_id,) in waiting]
    return [parcel.address for parcel in parcels if parcel is not None]


def begin(name: str, scene: Scene, frank: Resident) -> tuple[Cause, object]:
    cause = CAUSES[name]
    if cause.purpose.asks_first:
        actions.record_consent(
            person=frank, purpose=cause.purpose, answer=Answer.GIVEN, evidence="On a form",
            by=scene.by, now=scene.now,
        )  # fmt: skip
    return cause, cause.begin(scene)


def test_every_room_says_how_its_letters_come_about() -> None:
    assert LETTERS.keys() == CAUSES.keys()


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_to_many_needs_a_yes(name: str) -> None:
    assert LETTERS[name].personal or CAUSES[name].purpose.asks_first


@pytest.mark.parametrize("name", NAMES)
def test_frank_gets_it(franks: tuple[Scene, Resident], name: str) -> None:
    scene, frank = franks
    cause, begun = begin(name, scene, frank)
    cause.go(scene, begun)
    assert gets(name) == [ADDRESS[1]]


@pytest.mark.parametrize(("name", "stop"), EACH)
def test_frank_gets_it_no_more(franks: tuple[Scene, Resident], name: str, stop: Stop) -> None:
    scene, frank = franks
    cause, begun = begin(name, scene, frank)
    stop(scene, frank, cause)
    with suppress(Refusal):
        cause.go(scene, begun)
    assert gets(name) == []


@pytest.mark.parametrize(("name", "stop"), EACH)
def test_not_even_what_waits_already(franks: tuple[Scene, Resident], name: str, stop: Stop) -> None:
    scene, frank = franks
    cause, begun = begin(name, scene, frank)
    cause.go(scene, begun)
    stop(scene, frank, cause)
    assert gets(name) == []
