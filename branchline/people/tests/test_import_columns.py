"""Which column is what: said by hand, remembered for the next file, read from a workbook as it looks."""

import io
from typing import Any

from django.test import Client
from openpyxl import Workbook

from branchline.core import clock
from branchline.core.models.importing import ImportRun
from branchline.core.scoping import scope
from branchline.people.models import Resident

from .a_file import GOOD, alice, here, path, run_of, sent, words
from .conftest import Cast

__all__ = ["alice", "here"]


def test_columns_are_chosen_by_hand_and_remembered(cast: Cast, alice: Client) -> None:
    odd = b"Nr,Wer,Full name,Wohin\nT1,Maud Okafor,x,maud@example.test\n"
    run = sent(alice, odd)
    page = words(alice.get(path("file", run)))
    assert "The file lacks “Card number”" in page
    assert f'class="govuk-button" href="{path("file_columns", run)}"' in page, "what mends it"
    form = words(alice.get(path("file_columns", run)))
    assert "maud@example.test" in form
    fields = {f"column-{n}": "" for n in range(15)}
    fields |= {"column-0": "Nr", "column-1": "Wer", "column-5": "Wohin"}
    twice = alice.post(path("file_columns", run), fields | {"column-2": "Wer"})
    assert "“Wer” is chosen for “Full name” already." in words(twice)
    assert alice.post(path("file_columns", run), fields).status_code == 302
    assert "Bring in 1 row" in words(alice.get(path("file", run)))
    alice.post(path("begin_file", run))
    with scope(cast.service.pk):
        assert Resident.objects.get().name == "Maud Okafor"
    stopped = sent(alice, b"Full name,Email\nMaud,a\n", key="another-list")
    assert "We stopped at this file" in words(alice.get(path("file", stopped)))
    again = sent(alice, odd.replace(b"T1", b"T2"), key="the-next-month")
    assert "Bring in 1 row" in words(alice.get(path("file", again)))


def test_a_file_that_was_only_read_can_be_read_otherwise_or_forgotten(
    cast: Cast, alice: Client
) -> None:
    run = sent(alice, GOOD)
    assert run_of(cast).touched == []
    fields = {f"column-{n}": "" for n in range(15)} | {
        "column-0": "Card number",
        "column-1": "Full name",
    }
    assert alice.post(path("file_columns", run), fields).status_code == 302
    assert "nowhere" not in words(alice.get(path("file", run)))
    assert alice.post(path("put_file_away", run)).status_code == 302
    with scope(cast.service.pk):
        assert not ImportRun.objects.exists()


def workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_an_excel_workbook_is_read_as_it_looks(cast: Cast, alice: Client) -> None:
    book = workbook(
        ["Members of Alice"], [], ["Card number", "Full name", "Date of birth", "Mobile"],
        [20001, "Maud Okafor", clock.london(1948, 3, 9).replace(tzinfo=None), 7700900117],
    )  # fmt: skip
    run = sent(alice, book, name="members.xlsx")
    alice.post(path("begin_file", run))
    with scope(cast.service.pk):
        maud = Resident.objects.get()
        assert (str(maud.born_on), maud.external_ids.get().value) == ("1948-03-09", "20001")
        assert maud.routes.get().address == "07700900117"
