"""Pictures are drawn afresh: nothing of the file that came is kept but what can be seen."""

import struct
import zlib
from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from branchline.core import clock, files, pictures
from branchline.core.models import StoredFile
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)
SECRET = b"51.4242 N, at the house of Alice"


def photo(width: int = 2000, height: int = 1000, *, turned: bool = False) -> bytes:
    """A photograph as a phone saves it: where it was taken, by what, held how."""
    drawn = Image.new("RGB", (width, height), (180, 40, 30))
    drawn.paste((20, 90, 80), (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x010F] = "Camera of Alice"
    exif[0x010E] = SECRET.decode()
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 25.0, 27.0), 3: "W", 4: (2.0, 19.0, 9.0)})
    into = BytesIO()
    drawn.save(into, "JPEG", exif=exif, comment=SECRET)
    return into.getvalue()


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that claims a size, whatever it holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def test_where_a_photo_was_taken_does_not_come_along() -> None:
    given = photo()
    assert SECRET in given
    assert b"Camera of Alice" in given
    drawn = pictures.draw_afresh(given)
    assert drawn.media_type == "image/jpeg"
    for copy in drawn.copies:
        assert SECRET not in copy.content
        assert b"Alice" not in copy.content
        assert not Image.open(BytesIO(copy.content)).getexif()


def test_a_photo_taken_sideways_stands_upright_in_three_sizes() -> None:
    drawn = pictures.draw_afresh(photo(turned=True))
    assert [(copy.width, copy.height) for copy in drawn.copies] == [
        (1000, 2000), (800, 1600), (400, 800),
    ]  # fmt: skip
    upright = Image.open(BytesIO(drawn.copies[-1].content)).convert("RGB")
    top, bottom = upright.getpixel((200, 50)), upright.getpixel((200, 750))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    # What was on the left is at the top now.
    assert top[1] > 70 > bottom[1]


def test_a_large_photo_gets_our_three_widths() -> None:
    drawn = pictures.draw_afresh(photo(4000, 3000))
    assert [copy.width for copy in drawn.copies] == list(pictures.WIDTHS)


def test_a_logo_stays_transparent_and_a_small_picture_as_small_as_it_is() -> None:
    into = BytesIO()
    Image.new("RGBA", (120, 60), (0, 90, 80, 128)).save(into, "PNG")
    drawn = pictures.draw_afresh(into.getvalue())
    assert drawn.media_type == "image/png"
    assert [(copy.width, copy.height) for copy in drawn.copies] == [(120, 60)]


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_read() -> None:
    bomb = png(60_000, 60_000, b"\0" * 1_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(pictures.PictureTooLarge, match="too large"):
        pictures.draw_afresh(bomb)


def test_a_page_hidden_in_a_picture_is_gone() -> None:
    hidden = b"<script>alert('Alice')</script>"
    drawn = pictures.draw_afresh(photo() + hidden)
    assert all(hidden not in copy.content for copy in drawn.copies)
    # GIF is the classic: a script that begins as a picture.
    with pytest.raises(pictures.NotAPicture):
        pictures.draw_afresh(b"GIF89a=1;" + hidden)


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"Dear library",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7 nothing",
        b"PK\x03\x04 a zip",
        b"II*\x00 a tiff",
    ],
    ids=["nothing", "words", "svg", "pdf", "zip", "tiff"],
)
def test_what_is_no_picture_is_refused_in_a_sentence(given: bytes) -> None:
    with pytest.raises(pictures.NotAPicture, match="JPEG, PNG or WebP"):
        pictures.draw_afresh(given)


@pytest.mark.parametrize("given", [photo()[:5000], png(40, 40, b"\0" * 20)])
def test_a_damaged_picture_is_said_to_be_damaged(given: bytes) -> None:
    with pytest.raises(pictures.PictureDamaged, match="missing or damaged"):
        pictures.draw_afresh(given)


class PosterForm(forms.Form):
    picture = pictures.PictureField(required=False)


def test_the_field_gives_a_picture_or_says_what_is_wrong() -> None:
    def asked(name: str, content: bytes) -> PosterForm:
        given: MultiValueDict[str, UploadedFile] = MultiValueDict(
            {"picture": [SimpleUploadedFile(name, content)]}
        )
        return PosterForm({}, given)

    form = asked("IMG_1.jpg", photo())
    assert form.is_valid(), form.errors
    assert isinstance(form.cleaned_data["picture"], pictures.Picture)
    assert "isn’t a picture" in str(asked("cv.jpg", b"Dear library").errors["picture"])
    assert "too large" in str(asked("big.jpg", b"\0" * (pictures.MOST_BYTES + 1)).errors["picture"])
    assert "empty" in str(asked("none.jpg", b"").errors["picture"])
    left_out = PosterForm({}, MultiValueDict())
    assert left_out.is_valid()
    assert left_out.cleaned_data["picture"] is None


@pytest.mark.django_db
def test_the_sizes_of_a_picture_come_and_go_together() -> None:
    drawn = pictures.draw_afresh(photo(4000, 3000))
    with scope(1):
        largest = pictures.keep(
            picture=drawn, name="Alice’s garden.HEIC.jpeg", purpose="poster", now=NOW
        )
        assert largest.name == "Alice’s garden.HEIC.jpg"
        assert (largest.width, largest.height) == (1600, 1200)
        assert [pictures.at_least(largest, n).width for n in (100, 400, 401, 1601)] == [
            400, 400, 800, 1600,
        ]  # fmt: skip
        files.drop(largest)
        assert not StoredFile.objects.exists()
