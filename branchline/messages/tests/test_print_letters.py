"""Letters leave as one PDF, and count as sent when they are in the post."""

import io
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from branchline.core import files
from branchline.core.acting import NOBODY
from branchline.core.models import Happening, StoredFile
from branchline.messages import desk as desk_pages
from branchline.messages import errors
from branchline.messages.actions import (
    confirm_posted,
    give_run_up,
    print_letters,
    print_one_again,
    tidy,
)
from branchline.messages.letters import Content, Step
from branchline.messages.models import Format, Message, PrintRun, Route
from branchline.places.models import Service

from .conftest import NOON, Desk
from .staff import Staff


def pdf_of(run: PrintRun) -> PdfReader:
    return PdfReader(io.BytesIO(files.content(StoredFile.objects.get(public_id=run.file))))


def test_three_letters_make_one_file(desk: Desk) -> None:
    Service.objects.filter(pk=desk.service.pk).update(phone="01614960100")
    for name in ("Alice Alder", "Bob Birch", "Carys Ceirw"):
        desk.write(Route.LETTER, name=name, language="cy" if name.startswith("C") else "en")
    run = print_letters(by=NOBODY, now=NOON)
    pdf = pdf_of(run)
    assert run.letters == len(pdf.pages) == 3
    first, _second, third = (page.extract_text() for page in pdf.pages)
    assert "Alice Alder\n12 Alder Street\nSale\nM33 7ZZ" in first
    assert "k7mp-2x9d" in first
    assert "https://" not in first
    assert "Bob Birch" not in first
    assert "Llyfrgelloedd Gwernen" in third
    assert "Mawrth 15 Mehefin 2027" in third


def test_the_file_can_be_read_aloud(desk: Desk) -> None:
    """PDF/UA: tagged, with a title and a language."""
    desk.write(Route.LETTER)
    pdf = pdf_of(print_letters(by=NOBODY, now=NOON))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]
    assert pdf.metadata is not None
    assert pdf.metadata.title


def test_its_parts_are_named_for_who_listens(desk: Desk) -> None:
    """PDF/UA-1 says that it is one, and its tree has a heading, paragraphs and a table with headers."""
    desk.write(Route.LETTER)
    pdf = pdf_of(print_letters(by=NOBODY, now=NOON))
    root: Any = pdf.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    named = names_below(root["/StructTreeRoot"])
    assert named.count("/H1") == 1
    assert named.count("/P") >= 3
    assert {"/Table", "/TR", "/TH", "/TD"} <= set(named)


@pytest.mark.parametrize(
    ("format", "table", "pages"),
    [(Format.STANDARD, True, 1), (Format.LARGE_PRINT, True, 2), (Format.EASY_READ, False, 2)],
)
def test_a_letter_is_laid_out_for_its_reader_and_still_read_aloud(
    desk: Desk, format: Format, table: bool, pages: int
) -> None:
    """Easy read: a sentence a line, and no table. How many sheets it takes is known before it is printed."""
    desk.says = Content(
        subject="Your places are kept",
        paragraphs=["Your places are kept. Come a few minutes early. Say your name at the desk."]
        * 3,
        facts=[("When", "Tuesday 22 June, 10:30am"), ("Where", "Sale Library")],
        steps=[Step("Can’t come? Tell us.", "https://library.test/c/token", "k7mp-2x9d")],
    )
    desk.write(Route.LETTER, format=format)
    run = print_letters(by=NOBODY, now=NOON)
    pdf = pdf_of(run)
    root: Any = pdf.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    named = names_below(root["/StructTreeRoot"])
    assert ("/Table" in named) is table
    assert named.count("/H1") == 1
    assert (run.pages, len(pdf.pages)) == (pages, pages)
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in ("Say your name at the desk.", "Tuesday 22 June, 10:30am", "k7mp-2x9d"):
        assert words in text
    lines = "\n".join(page.extract_text() for page in pdf.pages)
    assert ("kept.\nCome a few" in lines) is (format == Format.EASY_READ)
    sheets = "1 sheet of paper" if pages == 1 else "2 sheets of paper"
    assert sheets in Staff(desk).reads(desk_pages.run, run.public_id)


def names_below(part: Any) -> list[str]:
    """The kinds of every part of the structure, from the top."""
    found = part.get_object() if hasattr(part, "get_object") else part
    if isinstance(found, list):
        return [name for child in found for name in names_below(child)]
    if not isinstance(found, dict):
        return []
    mine = [str(found["/S"])] if "/S" in found else []
    return mine + names_below(found.get("/K", []))


MM = 72 / 25.4


@pytest.mark.parametrize("format", ["standard", "large_print"])
def test_the_address_stands_in_the_window(desk: Desk, format: str) -> None:
    """DL (BS 4264): 90 by 35 mm, 20 mm from the left; on a folded sheet 48 to 80 mm below the top edge. Six
    lines, the longest a council would print, and nothing else stands there."""
    address = "Flat 12, Alder Court\n12 Old Alder Street\nAshton upon Mersey\nSale\nM33 7ZZ"
    desk.write(
        Route.LETTER, format=format, name="Mrs Alexandrina Montgomery-Alder", address=address
    )
    page = pdf_of(print_letters(by=NOBODY, now=NOON)).pages[0]
    height = float(page.mediabox.height)
    stands: dict[str, tuple[float, float]] = {}

    def look(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            stands[text.strip()] = (x / MM, (height - y) / MM)

    page.extract_text(visitor_text=look)
    lines = ["Mrs Alexandrina Montgomery-Alder", *address.splitlines()]
    assert set(lines) <= set(stands)
    for words, (x, y) in stands.items():
        if words in lines:
            assert 20 <= x <= 25, words
            assert 50 <= y <= 79, words
        else:
            assert not (x < 110 and 46 < y < 82), f"{words} shows in the window"


def test_large_print_takes_its_room(desk: Desk) -> None:
    desk.write(Route.LETTER, format="large_print")
    sizes: list[float] = []

    def look(text: str, cm: object, tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.append(round(abs(size * tm[0])))

    for page in pdf_of(print_letters(by=NOBODY, now=NOON)).pages:
        page.extract_text(visitor_text=look)
    small = [size for size in sizes if size < 16]
    assert small == [12] * 4, "only the address, whose size suits sorting machines"
    assert sizes.count(18) > 5


def test_they_are_sent_when_they_are_in_the_post(desk: Desk) -> None:
    message = desk.write(Route.LETTER)
    assert desk.deliver(message).state == "queued"
    run = print_letters(by=NOBODY, now=NOON)
    assert Message.objects.get().state == "sending"
    confirm_posted(run=run.public_id, by=NOBODY, now=NOON)
    assert Message.objects.get().state == "sent"
    assert Happening.objects.filter(kind="messages.sent").count() == 1
    with pytest.raises(errors.RunIsOver):
        confirm_posted(run=run.public_id, by=NOBODY, now=NOON)


def test_a_letter_is_printed_once(desk: Desk) -> None:
    desk.write(Route.LETTER)
    print_letters(by=NOBODY, now=NOON)
    with pytest.raises(errors.NothingToPrint):
        print_letters(by=NOBODY, now=NOON)


def test_spoilt_letters_wait_again(desk: Desk) -> None:
    desk.write(Route.LETTER)
    run = print_letters(by=NOBODY, now=NOON)
    give_run_up(run=run.public_id, by=NOBODY, now=NOON)
    assert Message.objects.get().state == "queued"
    assert not StoredFile.objects.exists()
    assert print_letters(by=NOBODY, now=NOON).letters == 1


def test_what_is_no_longer_true_is_not_printed(desk: Desk) -> None:
    desk.write(Route.LETTER)
    desk.write(Route.LETTER, reference="gone")
    desk.untrue.add("gone")
    assert print_letters(by=NOBODY, now=NOON).letters == 1
    assert Message.objects.get(reference="gone").state == "withdrawn"


def test_a_letter_that_would_come_too_late_is_not_printed(desk: Desk) -> None:
    desk.write(Route.LETTER, valid_until=NOON + timedelta(days=6))
    tidy(now=NOON + timedelta(days=2))
    assert Message.objects.get().state == "expired"


def test_one_spoilt_letter_is_printed_again_and_the_others_are_posted(desk: Desk) -> None:
    alice, bob = desk.write(Route.LETTER), desk.write(Route.LETTER, reference="b", name="Bob Birch")
    run = print_letters(by=NOBODY, now=NOON)
    page = Staff(desk).reads(desk_pages.run, run.public_id)
    assert "Spoilt: print it again" in page
    Staff(desk).does(desk_pages.spoilt, run.public_id, bob.public_id)
    assert "Bob Birch" not in Staff(desk).reads(desk_pages.run, run.public_id)
    with pytest.raises(errors.NotInThisPile):
        print_one_again(run=run.public_id, message=bob.public_id, by=NOBODY, now=NOON)
    assert confirm_posted(run=run.public_id, by=NOBODY, now=NOON).letters == 1
    alice.refresh_from_db()
    bob.refresh_from_db()
    assert (alice.state, bob.state) == ("sent", "queued")
    second = print_letters(by=NOBODY, now=NOON)
    assert second.letters == 1
    assert "Bob Birch" in pdf_of(second).pages[0].extract_text()


def test_the_last_spoilt_letter_gives_the_pile_up(desk: Desk) -> None:
    message = desk.write(Route.LETTER)
    run = print_letters(by=NOBODY, now=NOON)
    assert print_one_again(run=run.public_id, message=message.public_id, by=NOBODY, now=NOON).given_up_at  # fmt: skip
    assert not StoredFile.objects.exists()
    assert Message.objects.get().state == "queued"
