"""Pictures from outside: drawn afresh, so that nothing of the file itself is kept.

What goes: the place and time of the photograph, the camera, comments, whatever else hides in the
file. What stays: the picture, the right way up, in sizes that suit a page. A photograph becomes JPEG,
which the oldest phone, an email and a printed page can show; a picture with transparency becomes PNG.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from . import files
from .errors import Refusal
from .models import StoredFile

ACCEPTED = ("JPEG", "PNG", "WEBP", "GIF")
BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, EOFError, MemoryError)
"""All that Pillow is known to raise over a file that lies about itself."""
WIDTHS = (1600, 800, 400)
"""A page on a desktop, on a phone, a card in a list."""
TALLEST = 3200

MOST_BYTES = 15_000_000
MOST_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000}
"""The largest camera of a phone. JPEG can be read at a fraction of its size, in little memory."""
MOST_PIXELS_OF_OTHERS = 25_000_000
"""100 MB of memory; a small file can claim any size."""

# We count pixels ourselves, before one of them is read, and answer in a sentence.
Image.MAX_IMAGE_PIXELS = None


class NotAPicture(Refusal):
    """Something else, or damaged."""

    status = 400
    title = _("We can’t read this picture")
    sentence = _(
        "This file isn’t a picture that we can read. Choose a photo saved as JPEG, PNG or WebP."
    )


class PictureDamaged(NotAPicture):
    """It begins as a picture and ends too early."""

    sentence = _(
        "Part of this picture is missing or damaged. Choose it again, or take another one."
    )


class PictureTooLarge(NotAPicture):
    """Too many bytes or pixels."""

    title = _("This picture is too large")
    sentence = _(
        "This picture is too large for us. Choose one smaller than 15 MB and 50 megapixels."
    )


@dataclass(frozen=True)
class Copy:
    """One size of a picture, ready to be kept."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """A picture drawn afresh: the largest copy first."""

    media_type: str
    copies: tuple[Copy, ...]


def draw_afresh(content: bytes) -> Picture:
    """Read a picture and draw it again in every size. Raises `NotAPicture`, `PictureTooLarge`."""
    if len(content) > MOST_BYTES:
        raise PictureTooLarge
    try:
        opened = Image.open(BytesIO(content), formats=ACCEPTED)
    except BROKEN as trouble:
        raise NotAPicture from trouble
    if opened.width * opened.height > MOST_PIXELS.get(opened.format or "", MOST_PIXELS_OF_OTHERS):
        raise PictureTooLarge
    try:
        upright = _upright(opened)
    except BROKEN as trouble:
        raise PictureDamaged from trouble
    kind = "PNG" if upright.mode == "RGBA" else "JPEG"
    return Picture(f"image/{kind.lower()}", tuple(_copies(upright, kind)))


def _upright(opened: Image.Image) -> Image.Image:
    """Shrunk while it is read, in the colours of a screen, turned as the camera was held."""
    opened.draft("RGB", (2 * WIDTHS[0], 2 * TALLEST))
    opened.load()
    profile = opened.info.get("icc_profile")
    turned = ImageOps.exif_transpose(opened)
    drawn = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    if profile and turned.mode in {"RGB", "RGBA"}:
        drawn = _in_screen_colours(drawn, profile)
    if drawn.mode == "RGBA" and drawn.getchannel("A").getextrema() == (255, 255):
        return drawn.convert("RGB")
    return drawn


def _in_screen_colours(drawn: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(drawn, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return drawn
    return made or drawn


def _copies(upright: Image.Image, kind: str) -> Iterator[Copy]:
    widths = [width for width in WIDTHS if width < upright.width]
    if len(widths) < len(WIDTHS):
        # Smaller than our largest: its own size is the largest copy.
        widths = [upright.width, *widths]
    for width in widths:
        copy = upright.copy()
        copy.thumbnail((width, TALLEST), Image.Resampling.LANCZOS)
        # A new image: what the old one knew beside its pixels (`info`) is not written.
        copy.info.clear()
        into = BytesIO()
        if kind == "JPEG":
            copy.save(into, kind, quality=82, optimize=True, progressive=True)
        else:
            copy.save(into, kind, optimize=True)
        yield Copy(into.getvalue(), copy.width, copy.height)


def keep(
    *,
    picture: Picture,
    name: str,
    purpose: str,
    now: datetime,
    keep_until: datetime | None = None,
) -> StoredFile:
    """Keep every size; gives the largest. `files.drop` of it takes the others along."""
    ending = "png" if picture.media_type == "image/png" else "jpg"

    def each(copy: Copy, largest: StoredFile | None = None) -> StoredFile:
        return files.keep(
            content=copy.content,
            name=f"{name.rsplit('.', 1)[0][:190]}.{ending}",
            media_type=picture.media_type,
            purpose=purpose,
            now=now,
            keep_until=keep_until,
            smaller_than=largest,
            width=copy.width,
            height=copy.height,
        )

    largest = each(picture.copies[0])
    for smaller in picture.copies[1:]:
        each(smaller, largest)
    return largest


def at_least(largest: StoredFile, width: int) -> StoredFile:
    """The smallest copy that fills so many pixels, else the largest. One query."""
    wide_enough = StoredFile.objects.filter(smaller_than=largest, width__gte=width)
    return wide_enough.order_by("width").first() or largest


class PictureField(forms.FileField):
    """A field for one picture. Its cleaned value is a `Picture`, drawn afresh."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    default_error_messages = {
        "required": _("Choose a picture."),
        "missing": _("Choose a picture."),
        "invalid": _("Choose the picture again: it did not arrive."),
        "empty": _("This file is empty. Choose another picture."),
        "max_length": _("The name of this file is too long. Give it a shorter one."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The picture, or None where it may be left out."""
        given = super().clean(data, initial)
        if not isinstance(given, UploadedFile):
            return None
        if given.size is not None and given.size > MOST_BYTES:
            raise forms.ValidationError(str(PictureTooLarge()), code="refused")
        try:
            return draw_afresh(given.read())
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal), code="refused") from refusal
