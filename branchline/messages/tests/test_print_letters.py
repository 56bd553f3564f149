"""Letters leave as one PDF, and count as sent when they are in the post."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from branchline.core import files
from branchline.core.acting import NOBODY
from branchline.core.models import Happening, StoredFile
from branchline.messages import errors
from branchline.messages.actions import confirm_posted, give_run_up, print_letters, tidy
from branchline.messages.models import Message, PrintRun, Route, Sender

from .conftest import NOON, Desk


def pdf_of(run: PrintRun) -> PdfReader:
    return PdfReader(io.BytesIO(files.content(StoredFile.objects.get(public_id=run.file))))


def test_three_letters_make_one_file(desk: Desk) -> None:
    Sender.objects.create(service=desk.service, telephone="0161 496 0100")
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
