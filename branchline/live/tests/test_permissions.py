"""The permission as a file: a publisher's email beside the book that it lets us read."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from branchline.core import files
from branchline.core.acting import NOBODY
from branchline.core.models import StoredFile
from branchline.events.tests.conftest import NOW, Places, alice, places
from branchline.live import actions
from branchline.live.models import Basis, Broadcast, RunItem

from .sheets import add, planned, staff_of

__all__ = ["alice", "places"]
EMAIL = b"""From: rights@publisher.test\r
To: bob@alice.test\r
Date: Tue, 6 Oct 2026 10:00:00 +0100\r
Subject: The hungry bear\r
\r
Yes, live only.\r
"""
ALLOWED = {"basis": Basis.PERMISSION, "basis_note": "email from the publisher, 6 October"}


@pytest.fixture
def rhyme_time(alice: Places) -> Broadcast:
    return planned(alice)


@pytest.fixture
def book(rhyme_time: Broadcast) -> RunItem:
    return add(rhyme_time, "The hungry bear", **ALLOWED)


def attach(item: RunItem, content: bytes = EMAIL) -> RunItem:
    return actions.attach_permission(
        item=item, content=content, name="yes.eml", media_type="application/octet-stream",
        by=NOBODY, now=NOW,
    )  # fmt: skip


def kept() -> list[bytes]:
    found = StoredFile.objects.filter(purpose="live.permission").order_by("pk")
    return [files.content(file) for file in found]


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", comment=b"where it was taken")
    return out.getvalue()


def test_staff_attach_it_read_it_and_take_it_off_and_charlie_sees_nothing(
    rhyme_time: Broadcast, book: RunItem, alice: Places
) -> None:
    bob = staff_of(alice.service)
    at = f"/alice/desk/live/{rhyme_time.public_id}/sheet/{book.public_id}"
    assert bob.get(f"{at}/permission").status_code == 404
    given = SimpleUploadedFile("yes, live only.eml", EMAIL)
    page = bob.post(f"{at}/attach", {"file": given}, follow=True).content.decode()
    assert "The permission is kept beside it." in page
    assert "yes, live only.eml" in page
    assert f"{at}/permission" in bob.get(at.rpartition("/")[0]).content.decode()
    answer = bob.get(f"{at}/permission")
    assert answer.content == EMAIL
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    charlie = staff_of(alice.other_service)
    for path in (at, f"{at}/permission"):
        assert charlie.get(path).status_code == 404
    assert charlie.post(f"{at}/attach", {"away": "1"}).status_code == 404
    page = bob.post(f"{at}/attach", {"away": "1"}, follow=True).content.decode()
    assert "The file was taken off." in page
    assert kept() == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("", b"", "Choose the file first."),
        ("empty.eml", b"", "This file is empty."),
        ("yes.pdf", b"<script>alert(1)</script>", "We take emails saved as a file"),
        ("yes.eml", b"Just some words\n\nYes", "We take emails saved as a file"),
        ("yes.jpg", b"\xff\xd8\xff and no picture", "picture"),
        ("yes.eml", EMAIL + b"x" * 10_000_000, "at most 10 MB fit"),
    ],
)
def test_anything_else_is_sent_back_with_what_to_do(
    rhyme_time: Broadcast, book: RunItem, alice: Places, name: str, content: bytes, said: str
) -> None:
    at = f"/alice/desk/live/{rhyme_time.public_id}/sheet/{book.public_id}"
    sent = {"file": SimpleUploadedFile(name, content)} if name else {}
    answer = staff_of(alice.service).post(f"{at}/attach", sent)
    page = answer.content.decode()
    assert said in page
    assert "The hungry bear" in page
    assert kept() == []


def test_a_photo_of_a_letter_is_drawn_afresh_and_may_be_looked_at(
    rhyme_time: Broadcast, book: RunItem, alice: Places
) -> None:
    bob = staff_of(alice.service)
    at = f"/alice/desk/live/{rhyme_time.public_id}/sheet/{book.public_id}"
    bob.post(f"{at}/attach", {"file": SimpleUploadedFile("letter.png", photo())})
    answer = bob.get(f"{at}/permission")
    assert answer["Content-Type"] == "image/jpeg"
    assert b"where it was taken" not in answer.content


def test_another_takes_its_place_and_what_is_taken_out_takes_its_file_along(book: RunItem) -> None:
    attach(book)
    attach(book, EMAIL + b"and until May")
    assert kept() == [EMAIL + b"and until May"]
    actions.remove_item(item=book, by=NOBODY, now=NOW)
    assert kept() == []


def test_a_copied_sheet_shares_it_and_the_last_who_has_it_lets_it_go(
    rhyme_time: Broadcast, book: RunItem, alice: Places
) -> None:
    attach(book)
    other = planned(alice)
    actions.copy_sheet(broadcast=other, source=rhyme_time, by=NOBODY, now=NOW)
    copied = RunItem.objects.get(broadcast=other)
    actions.take_off_permission(item=book, by=NOBODY, now=NOW)
    assert kept() == [EMAIL]
    actions.take_off_permission(item=copied, by=NOBODY, now=NOW)
    assert kept() == []


def test_it_goes_six_years_after_it_was_used_last(book: RunItem) -> None:
    attach(book)
    starts, six_years = book.broadcast.starts_at, actions.PERMISSIONS_KEPT_FOR
    assert actions.remove_old_permissions(now=starts + six_years - timedelta(days=1)) == 0
    assert actions.remove_old_permissions(now=starts + six_years) == 1
    assert kept() == []
