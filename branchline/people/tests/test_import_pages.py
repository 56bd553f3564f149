"""Bringing in a file at the desk: send, look, say yes once, undo; strangers see nothing of it."""

import gzip
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope

from .a_file import GOOD, KIND, alice, here, how_many, path, run_of, sent, words
from .conftest import Cast, signed_in

__all__ = ["alice", "here"]


def test_send_look_bring_in_undo(cast: Cast, alice: Client) -> None:
    assert "Members from the library system" in words(alice.get(path("files")))
    run = sent(alice, GOOD)
    page = words(alice.get(path("file", run)))
    assert "Bring in 2 rows" in page
    assert "This row has no name" in page
    assert "nowhere" in page
    assert how_many(cast) == 0

    alice.post(path("begin_file", run))
    assert how_many(cast) == 2
    assert "The file is brought in" in words(alice.get(path("file", run)))
    listed = words(alice.get(path("files")))
    assert "koha.csv" in listed
    assert "2 added, 0 changed" in listed
    assert "Alice" in listed

    assert "Undo this import?" in words(alice.get(path("undo_file", run)))
    alice.post(path("undo_file", run))
    assert how_many(cast) == 0
    assert "Undone" in words(alice.get(path("file", run)))


def test_nothing_in_a_cell_is_called_empty(cast: Cast, alice: Client) -> None:
    page = words(alice.get(path("file", sent(alice, b"Card number,Full name\n,Tom\nT2,Sian\n"))))
    said = page[page.index("What stands there") :]
    assert "empty" in said[: said.index("</table>")]


def test_pressing_twice_brings_it_in_once(cast: Cast, alice: Client) -> None:
    run = sent(alice, GOOD)
    assert sent(alice, GOOD) == run
    for _turn in range(2):
        assert alice.post(path("begin_file", run)).status_code == 302
    assert how_many(cast) == 2
    assert run_of(cast).added == 2
    for _turn in range(2):
        alice.post(path("undo_file", run))
    assert how_many(cast) == 0


def test_everything_is_here_already_only_where_no_row_was_left_out(
    cast: Cast, alice: Client
) -> None:
    heading, maud, sian, nameless = GOOD.split(b"\n")[:4]
    alice.post(path("begin_file", sent(alice, GOOD)))
    again = words(alice.get(path("file", sent(alice, GOOD, key="a-second-form"))))
    assert "Everything in the file is here already" not in again
    assert "The other rows are here already. Below is why some were left out" in again
    whole = sent(alice, b"\n".join([heading, maud, sian]), key="a-third-form")
    assert "Everything in the file is here already" in words(alice.get(path("file", whole)))
    none = sent(alice, b"\n".join([heading, nameless]), key="a-fourth-form")
    assert "No row of the file can be brought in as it is" in words(alice.get(path("file", none)))


def test_findings_the_file_and_an_example_can_be_taken_home(cast: Cast, alice: Client) -> None:
    run = sent(alice, GOOD)
    findings = alice.get(path("file_findings", run)).content.decode("utf-8-sig").splitlines()
    assert findings[0] == "Line,Column,What stands there,What to put right"
    assert findings[1].startswith('3,Email,nowhere,"Check the email address.')
    original = alice.get(path("file_original", run)).content
    assert gzip.decompress(original) == GOOD
    assert words(alice.get(path("file", run))).count("Downloaded ") == 2
    example = alice.get(path("example_file", KIND)).content
    outcome = sent(alice, example, key="another-form")
    with scope(cast.service.pk):
        assert ImportRun.objects.get(public_id=outcome).refused == 0


@pytest.mark.parametrize(
    ("left", "why"),
    [(None, "no longer kept"), (b"no gzip", "damaged"), (b"\x1f\x8b\x08", "damaged")],
)
def test_a_copy_that_is_gone_from_the_disk_or_damaged_is_said_in_words(
    cast: Cast, alice: Client, tmp_path: Any, left: bytes | None, why: str
) -> None:
    run = sent(alice, GOOD)
    copy = tmp_path / run_of(cast).original
    copy.unlink() if left is None else copy.write_bytes(left)
    answer = alice.get(path("file_original", run))
    assert answer.status_code == 404
    assert "they may have a copy" in words(answer)
    assert alice.get(path("file_columns", run)).status_code == 200
    alice.post(path("begin_file", run))
    assert why in words(alice.get(path("file", run)))
    assert how_many(cast) == 0


def test_only_one_file_of_a_kind_is_under_way(cast: Cast, alice: Client) -> None:
    first, second = sent(alice, GOOD), sent(alice, GOOD + b"T4,Tom,,\n", key="another-form")
    with scope(cast.service.pk):
        ImportRun.objects.filter(public_id=first).update(state=State.RUNNING)
    answer = alice.post(path("begin_file", second), follow=True)
    assert "Wait until it is done" in words(answer)
    assert how_many(cast) == 0


PAGES = [
    "file", "file_columns", "undo_file", "file_findings", "file_original", "begin_file", "put_file_away",
]  # fmt: skip


def test_others_see_nothing_of_it(cast: Cast, alice: Client) -> None:
    run = sent(alice, GOOD)
    bob, charlie = signed_in(cast.bob), signed_in(cast.charlie)
    theirs = reverse("core:files", args=["charlie"])
    assert "koha.csv" not in words(charlie.get(theirs))
    for name in PAGES:
        for client in (bob, charlie):
            for method in (client.get, client.post):
                assert method(path(name, run)).status_code == 404, name
        address = reverse(f"core:{name}", args=["charlie", run])
        for method in (charlie.get, charlie.post):
            assert method(address).status_code in {404, 405}, name
    assert bob.get(path("files")).status_code == 404
    assert Client().get(path("file", run)).status_code == 302
    assert how_many(cast) == 0


def test_the_list_asks_as_little_for_many_files_as_for_one(cast: Cast, alice: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            alice.get(path("files"))
        return len(queries)

    sent(alice, GOOD, key="file-number-0")
    few = asked()
    for number in range(1, 5):
        sent(alice, GOOD, key=f"file-number-{number}")
    assert asked() == few


def test_a_service_that_knows_nobody_yet_is_led_to_its_members(cast: Cast, alice: Client) -> None:
    address = f'href="{path("send_file", KIND)}"'
    assert address in alice.get("/alice/desk/people").content.decode()
    assert address not in signed_in(cast.bob).get("/alice/desk/people").content.decode()
    sent_and_written = sent(alice, GOOD)
    alice.post(path("begin_file", sent_and_written))
    assert address not in alice.get("/alice/desk/people").content.decode()
