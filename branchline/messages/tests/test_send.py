"""send puts one message and one job into the caller's transaction."""

import pytest
from django.db import connection, transaction

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.messages.actions import send
from branchline.messages.letters import Addressee, Content, Letter
from branchline.messages.models import Message, Route
from branchline.places.models import Nation, Service

NOTE = Letter("messages.note", "A note", lambda reference, language, route, now: Content("Hello"))


def service() -> Service:
    return Service.objects.create(slug="alder", name="Alder Libraries", nation=Nation.ENGLAND)


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'messages'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_message_and_its_job_are_written_together() -> None:
    with scope(service().pk):
        to = Addressee(Route.EMAIL, " Alice@Reader.test ", name="Alice")
        message = send(letter=NOTE, reference="abc", to=to, now=clock.now(), by=NOBODY)
        assert Message.objects.get().address == "alice@reader.test"
        assert message.state == "queued"
        assert jobs() == 1


@pytest.mark.django_db
def test_what_is_rolled_back_is_never_sent() -> None:
    to = Addressee(Route.EMAIL, "alice@reader.test")
    with scope(service().pk):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            send(letter=NOTE, reference="abc", to=to, now=clock.now(), by=NOBODY)
            raise ZeroDivisionError
        assert not Message.objects.exists()
        assert jobs() == 0
