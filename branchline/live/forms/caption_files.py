"""A file of subtitles that was made elsewhere: WebVTT (W3C) or SubRip (.srt), read strictly, line by line.

Our own reader: docs/decisions says why, “Files of captions are read by our own reader”.
"""

import base64
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from branchline.core.forms import Form
from branchline.core.importing.problems import CannotRead, Problem, shown

from ..queries import FileLine
from ..stream.playlists import NAMES, SPOKEN
from ..stream.subtitles import moment
from .captions import LONGEST

LARGEST = 500_000
"""Bytes: four hours of captions, twice."""
MOST_SHOWN = 20
ARROW = "-->"
TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
TIMES = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s.*)?", re.ASCII)
NO_WORDS = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
MARKS = re.compile(r"<[^>]*>")
MARKS_OF_SRT = re.compile(r"</?(?:i|b|u|s|font)\b[^>]*>|\{\\[^}]*\}", re.IGNORECASE)


@dataclass
class FileRead:
    """What a file says: its lines by the replay's clock, and what is wrong with it, by its own lines. `cut`: how many
    ended only after the next had begun, and end there now."""

    lines: list[FileLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cut: int = 0

    def wrong(self, line: int, sentence: str, stood: str = "") -> None:
        """Something to put right in the file."""
        self.problems.append(Problem(line, "", sentence, stood))


def read_subtitles(content: bytes, *, total: int) -> FileRead:
    """The lines of a file, for a replay of `total` milliseconds. Raises CannotRead for what is no subtitle file."""
    text = _decoded(content)
    read, is_webvtt = FileRead(), text.startswith("WEBVTT")
    if not is_webvtt and ARROW not in text:
        raise CannotRead(
            _(
                "This is no file of subtitles: neither WebVTT (.vtt) nor SubRip (.srt). It has no times in it."
            )
        )
    found: list[tuple[int, FileLine]] = []
    for at, rows in _blocks(text):
        speaks = ARROW in rows[0] or not NO_WORDS.match(rows[0])
        if is_webvtt and (not speaks or (at == 1 and not any(ARROW in row for row in rows))):
            continue
        one = _line(at, rows, read, is_webvtt=is_webvtt)
        if one is not None:
            found.append(one)
    found.sort(key=lambda each: (each[1].begins, each[1].ends))
    for number, (at, line) in enumerate(found):
        if line.ends > total + 1000:
            sentence = _(
                "The replay is over by then: it ends at %(end)s. Is this the file of another recording?"
            )
            read.wrong(at, sentence % {"end": moment(total)})
            continue
        following = found[number + 1][1].begins if number + 1 < len(found) else line.ends
        if following == line.begins:
            read.wrong(at, _("Another line begins at the same moment. Make one of the two."))
        read.cut += following < line.ends
        read.lines.append(FileLine(line.begins, min(line.ends, following, total), line.text))
    read.problems.sort(key=lambda problem: problem.line)
    if not found and not read.problems:
        raise CannotRead(_("There is no line in this file."))
    return read


def _decoded(content: bytes) -> str:
    coding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(coding)
    except UnicodeDecodeError as trouble:
        line = content[: trouble.start].count(b"\n") + 1
        raise CannotRead(
            _(
                "Line %(line)d has letters that are not UTF-8. Open the file where it was made, save it as UTF-8, and send that."
            )
            % {"line": line}
        ) from None
    if "\x00" in text:
        raise CannotRead(_("This is no file of text. Subtitles are saved as .vtt or .srt."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, with the number of its first line."""
    rows: list[str] = []
    for at, row in enumerate([*text.split("\n"), ""], 1):
        if row.strip():
            rows.append(row)
        elif rows:
            yield at - len(rows), rows
            rows = []


def _line(
    at: int, rows: Sequence[str], read: FileRead, *, is_webvtt: bool
) -> tuple[int, FileLine] | None:
    """One block as a line; None where something is wrong, or nothing is said."""
    first = 0 if ARROW in rows[0] else 1
    if len(rows) <= first or ARROW not in rows[first]:
        read.wrong(
            at, _("There is no time before these words: %(stood)s") % {"stood": shown(rows[0])}
        )
        return None
    if any(ARROW in row for row in rows[first + 1 :]):
        read.wrong(at, _("An empty line is missing before the next time."))
        return None
    times = TIMES.fullmatch(rows[first])
    begins, ends = (_ms(times.groups()[:4]), _ms(times.groups()[4:])) if times else (None, None)
    if begins is None or ends is None:
        sentence = _("This is no time: %(stood)s. It looks like 00:01:02.400 --> 00:01:05.000")
        read.wrong(at + first, sentence % {"stood": shown(rows[first].strip())})
        return None
    if ends <= begins:
        read.wrong(at + first, _("The end comes after the start."))
        return None
    text = "\n".join(filter(None, (_words(row, is_webvtt=is_webvtt) for row in rows[first + 1 :])))
    if len(text) > LONGEST:
        sentence = _("These are %(n)d letters; at most %(most)d fit. Make two lines of it.")
        read.wrong(at, sentence % {"n": len(text), "most": LONGEST})
        return None
    return (at, FileLine(begins, ends, text)) if text else None


def _ms(parts: Sequence[str | None]) -> int | None:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    if minutes > 59 or seconds > 59:
        return None
    return (hours * 3600 + minutes * 60 + seconds) * 1000 + int(f"{parts[3]:0<3}")


def _words(row: str, *, is_webvtt: bool) -> str:
    """A row without its marks (who speaks, slanting, where it stands)."""
    plain = html.unescape(MARKS.sub("", row)) if is_webvtt else MARKS_OF_SRT.sub("", row)
    return " ".join(plain.split())


class CaptionFileForm(Form):
    """The file, and in which language it is."""

    lang = forms.ChoiceField(
        label=gettext_lazy("In which language is it?"), widget=forms.RadioSelect, initial=SPOKEN[0],
        choices=[(lang, NAMES[lang]) for lang in SPOKEN],
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose one of these.")),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("The file"), allow_empty_file=True,
        help_text=gettext_lazy("WebVTT (.vtt) or SubRip (.srt), with the times of the replay, up to 500 KB."),
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".vtt,.srt", "class": "govuk-file-upload"}),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile:
        """No larger than captions are."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            raise forms.ValidationError(
                _("The file has %(size)s KB; at most 500 KB fit. Captions are never that large.")
                % {"size": f"{file.size / 1000:,.0f}"}
            )
        return file


class BringInForm(Form):
    """The yes to what a file would change: the file again, and what the page showed."""

    lang = forms.ChoiceField(choices=[(lang, lang) for lang in SPOKEN], widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    mark = forms.CharField(max_length=20, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    content = forms.CharField(max_length=LARGEST * 4 // 3 + 4, widget=forms.HiddenInput)

    def clean_content(self) -> bytes:
        """As it was sent the first time."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except ValueError:
            raise forms.ValidationError(
                _("This form was incomplete. Open the page again and send it once more.")
            ) from None

    @classmethod
    def of(cls, content: bytes, **told: Any) -> "BringInForm":
        """The form that says yes to a file."""
        return cls(initial={**told, "content": base64.b64encode(content).decode()})


def too_many(problems: int) -> str:
    """What is wrong beyond what the page shows."""
    more = problems - MOST_SHOWN
    return ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more} if more > 0 else ""
