"""A file of members at Alice’s desk, for tests: sent, looked at, counted."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from branchline.core import clock
from branchline.core.models.importing import ImportRun
from branchline.core.scoping import scope
from branchline.people.models import Resident

from .conftest import NOW, Cast, signed_in

KIND = "people.members"


GOOD = b"Card number,Full name,Email,Shoe size\nT1,Maud Okafor,maud@example.test,5\nT2,Sian Rees,nowhere,6\nT3,,,7\n"


@pytest.fixture(autouse=True)
def here(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    with clock.at(NOW):
        yield


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in(cast.alice)


def path(name: str, *named: str) -> str:
    return reverse(f"core:{name}", args=["alice", *named])


def send(
    client: Client, content: bytes, name: str = "koha.csv", key: str = "one-form-one-key"
) -> Any:
    return client.post(
        path("send_file", KIND), {"file": SimpleUploadedFile(name, content), "key": key}
    )


def sent(client: Client, content: bytes, **more: Any) -> str:
    """Send a file; its public id."""
    answer = send(client, content, **more)
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"].rsplit("/", 1)[-1])


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def run_of(cast: Cast) -> ImportRun:
    with scope(cast.service.pk):
        return ImportRun.objects.latest("pk")


def how_many(cast: Cast) -> int:
    with scope(cast.service.pk):
        return int(Resident.objects.count())
