"""What is no list of members, or too much of one, is said in words and brings nothing in."""

import gzip
import io
import zipfile

import pytest
from django.test import Client

from branchline.core.importing import actions
from branchline.core.importing.examining import Limits
from branchline.core.models import StoredFile
from branchline.core.models.importing import ImportRun
from branchline.core.scoping import scope

from .a_file import GOOD, alice, here, how_many, path, send, sent, words
from .conftest import Cast

__all__ = ["alice", "here"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 4_100_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"<!DOCTYPE html><html>Please sign in</html>", "This is a web page, not a list"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "This is an old Excel file"),
        (b"PK\x03\x04 not a zip", "The file is damaged"),
        (gzip.compress(GOOD)[:-9], "can’t be unpacked"),
        (bytes(range(256)) + b"\0" * 999, "This is not a list."),
        (b"Title,Year\nRhyme time,2026\n", "None of the columns we need is in the file."),
    ],
    ids=["empty", "web page", "pdf", "xls", "zip", "gzip", "bytes", "another list"],
)
def test_what_is_no_list_is_said_at_the_field(
    cast: Cast, alice: Client, content: bytes, sentence: str
) -> None:
    answer = send(alice, content)
    assert answer.status_code == 200
    page = words(answer)
    assert sentence in page
    assert 'href="#id_file"' in page
    with scope(cast.service.pk):
        assert not ImportRun.objects.exists()
        assert not StoredFile.objects.exists()


def test_bombs_and_endless_files_are_said_at_the_field(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Limits(bytes=5_000_000, rows=1_000, workbook=4_000_000)
    monkeypatch.setattr(actions, "AT_THE_DESK", small)
    assert "unpacks to more than 4 MB" in words(send(alice, bomb(), name="members.xlsx"))
    assert "is larger than 5 MB" in words(send(alice, gzip.compress(b"a" * 5_000_001)))
    many = b"Card number,Full name\n" + b"T1,Maud\n" * 1_002
    assert "more than 1,000 rows" in words(send(alice, many))
    monkeypatch.setattr("branchline.core.importing.receiving.LARGEST", 50)
    monkeypatch.setattr("branchline.core.importing.forms.LARGEST", 50)
    assert "at most 200 MB fit" in words(send(alice, GOOD))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'Card number,Full name\nT1,"Maud\n' + b"T,x\n" * 400, "never closed"),
        (b"Card number,Full name,Email,email\nT1,Maud,a,b\n", "Two columns are called “Email”"),
        (b"Full name,Email\nMaud,a\n", "The file lacks “Card number”"),
    ],
    ids=["open quotation mark", "two headings", "no card"],
)
def test_a_file_that_stops_us_says_why_and_writes_nothing(
    cast: Cast, alice: Client, content: bytes, sentence: str
) -> None:
    run = sent(alice, content)
    page = words(alice.get(path("file", run)))
    assert "We stopped at this file" in page
    assert sentence in page
    alice.post(path("begin_file", run))
    assert how_many(cast) == 0
    alice.post(path("put_file_away", run))
    with scope(cast.service.pk):
        assert not ImportRun.objects.exists()
        assert not StoredFile.objects.exists()


def test_strange_cells_are_findings_in_words(cast: Cast, alice: Client) -> None:
    rows = ["T1," + "M" * 10_000_000, 'T2,="Maud"', "T3,=HYPERLINK(1)", "T4,#REF!", "2.0E+13,Tom"]
    run = sent(alice, ("Card number,Full name\n" + "\n".join(rows)).encode("cp1252"))
    page = words(alice.get(path("file", run)))
    for said in (
        "has 10,000,000 characters; at most 200 fit.",
        "“=HYPERLINK(1)” is a formula.",
        "“#REF!” is what a formula says when it fails.",
        "A spreadsheet has shortened this number to “2.0E+13”.",
    ):
        assert said in page
    assert "Bring in 1 row" in page
    assert len(page) < 100_000
