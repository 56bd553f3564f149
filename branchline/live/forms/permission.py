"""The permission as a file: told by what is in it, never by its name."""

from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from branchline.core.errors import Refusal
from branchline.core.forms import Form
from branchline.core.pictures import draw_afresh

LARGEST = 10_000_000
OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF", b"GIF8")
SAVED = "application/octet-stream"
"""Written by somebody else: a browser saves it and shows none of it on our address."""


class Given(NamedTuple):
    """A file as it is kept."""

    content: bytes
    name: str
    media_type: str


class PermissionForm(Form):
    """An email, a letter or a licence."""

    file = forms.FileField(
        label=_("The permission itself"),
        help_text=_(
            "An email saved as a file (.eml or .msg), a PDF, or a photo of a letter; up to 10 MB."
        ),
        error_messages={
            "required": _("Choose the file first."),
            "empty": _("This file is empty. Choose another one."),
            "max_length": _("The name of this file is too long. Give it a shorter one."),
        },
        max_length=200,
        widget=forms.FileInput(
            attrs={
                "accept": ".eml,.msg,.pdf,image/jpeg,image/png,image/webp",
                "class": "govuk-file-upload",
            }
        ),
    )

    def clean_file(self) -> Given:
        """What it is, and no larger than we take."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            raise forms.ValidationError(
                __("The file has %(size)s MB; at most 10 MB fit. Save the email without its pictures, or as a PDF.")
                % {"size": f"{file.size / 1e6:,.0f}"}
            )  # fmt: skip
        content, name = file.read(), (file.name or "").replace("\x00", "")
        if content.startswith(PICTURES):
            return self._drawn(content, name)
        if content.startswith((b"%PDF-", OUTLOOK)) or _is_email(content):
            return Given(content, name, SAVED)
        raise forms.ValidationError(
            __("We take emails saved as a file (.eml or .msg), PDFs and photos. Save it as one of these.")
        )  # fmt: skip

    def _drawn(self, content: bytes, name: str) -> Given:
        try:
            picture = draw_afresh(content)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        ending = "png" if picture.media_type == "image/png" else "jpg"
        whole = picture.copies[0].content
        return Given(whole, f"{name.rsplit('.', 1)[0]}.{ending}", picture.media_type)


def _is_email(content: bytes) -> bool:
    """Its head says from whom it is (RFC 5322, 3.6)."""
    head: Message = message_from_bytes(content[:65_536])
    return bool(head["From"]) and bool(head["Date"])
