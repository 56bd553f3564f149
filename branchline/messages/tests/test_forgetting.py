"""Words go after 30 days, people when they ask; the counts stay."""

from datetime import timedelta

from branchline.core.acting import NOBODY
from branchline.core.models import Happening, StoredFile
from branchline.messages.actions import (
    expire_texts,
    export_address,
    forget_address,
    print_letters,
    receive,
    remove_lines,
    suppress,
)
from branchline.messages.models import Arrival, Attempt, Message, Route, Scope, Sort, Source

from .conftest import ADDRESSES, NOON, Desk


def everything(desk: Desk) -> str:
    """Every word in the tables of the room that could name a person."""
    tables = (Message, Attempt, Arrival, StoredFile)
    return repr([list(table.objects.values()) for table in tables])


def test_a_forgotten_address_is_nowhere(desk: Desk) -> None:
    desk.deliver(desk.write())
    waiting = desk.write()
    receive(service=desk.service, route=Route.EMAIL, address=ADDRESSES[Route.EMAIL], kind=Sort.REPLY, body="It is Alice", now=NOON)  # fmt: skip
    assert forget_address(route=Route.EMAIL, address="Alice@reader.test", now=NOON) == 3
    said = everything(desk)
    assert "alice" not in said.lower()
    assert "Rhyme time" not in said
    assert desk.deliver(waiting).state == "withdrawn"
    assert Happening.objects.filter(kind="messages.sent").count() == 1


def test_a_letter_that_was_printed_goes_too(desk: Desk) -> None:
    desk.write(Route.LETTER)
    print_letters(by=NOBODY, now=NOON)
    forget_address(route=Route.LETTER, address=ADDRESSES[Route.LETTER], now=NOON)
    assert not StoredFile.objects.exists()
    assert "Alder Street" not in everything(desk)


def test_a_stop_outlives_its_person(desk: Desk) -> None:
    where = ADDRESSES[Route.SMS]
    suppress(route=Route.SMS, address=where, scope=Scope.EVERYTHING, source=Source.STOP, now=NOON)
    forget_address(route=Route.SMS, address=where, now=NOON)
    assert desk.write(Route.SMS).state == "suppressed"


def test_a_person_can_have_a_copy_of_all_of_it(desk: Desk) -> None:
    desk.deliver(desk.write())
    copy = export_address(route=Route.EMAIL, address=ADDRESSES[Route.EMAIL])
    [message] = copy["messages"]
    assert message["name"] == "Alice Alder"
    assert "Rhyme time" in message["text"]


def test_words_are_kept_for_30_days_and_lines_for_two_years(desk: Desk) -> None:
    desk.deliver(desk.write())
    assert expire_texts(now=NOON + timedelta(days=29)) == 0
    assert expire_texts(now=NOON + timedelta(days=30)) == 1
    assert Message.objects.get().text == ""
    remove_lines(now=NOON + timedelta(days=729))
    assert Message.objects.count() == 1
    remove_lines(now=NOON + timedelta(days=730))
    assert not Message.objects.exists()
    assert Happening.objects.filter(kind="messages.sent").count() == 1
