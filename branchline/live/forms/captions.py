"""Captions of a replay as a page of fields: for each line its times, its words, and whether it goes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import Form

from ..actions import Typed, TypedCaptions
from ..queries import CaptionRow, CaptionSheet
from ..stream.playlists import NAMES, SPOKEN
from ..stream.subtitles import moment

BLANK = 3
"""Empty lines at the end of the page, to add to the captions."""
LONGEST = 300
"""Letters of a line: four times what can be read. The page says much sooner that it is long."""
MOMENT = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?")
WRITE_TIME = _("Write the time as minutes, seconds and tenths, like 1:02.4.")
FAR = 36_000
"""Tenths of a second: an hour."""


class MomentField(forms.CharField):
    """A moment of the replay in milliseconds: "1:02.4", "62.4", "1:00:02"."""

    def __init__(self, **kwargs: Any) -> None:
        field = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "size": "9"})
        messages = {"required": WRITE_TIME, "max_length": WRITE_TIME}
        super().__init__(max_length=14, widget=field, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = MOMENT.fullmatch(typed)
        if found is None or not typed.isascii():
            raise forms.ValidationError(WRITE_TIME)
        hours, minutes, seconds, rest = found.groups(default="0")
        return (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(f"{rest:0<3}")


class TextField(forms.CharField):
    """What is read: one row or more, without empty ones."""

    def __init__(self, *, lang: str, **kwargs: Any) -> None:
        area = forms.Textarea(attrs={"rows": 2, "lang": lang})
        too_long = {"max_length": _("Use fewer words: %(limit_value)d letters at most.")}
        super().__init__(
            max_length=LONGEST, required=False, widget=area, error_messages=too_long, **kwargs
        )

    def to_python(self, value: Any) -> str:
        rows = [" ".join(row.split()) for row in str(value or "").replace("\x00", "").splitlines()]
        return "\n".join(row for row in rows if row)


@dataclass(frozen=True)
class LineFields:
    """The fields of one line. `row`: none for one to add; `number`: as people count."""

    number: int
    row: CaptionRow | None
    begins: BoundField
    ends: BoundField
    texts: Sequence[BoundField]
    remove: BoundField | None

    @property
    def all(self) -> Iterator[BoundField]:
        yield from (self.begins, self.ends, *self.texts)


class CaptionsForm(Form):
    """One page of a version's captions. `rows`: those on it; `first`: how many are before them."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    mark = forms.CharField(widget=forms.HiddenInput, max_length=20)
    later = forms.IntegerField(
        label=_("Move all lines by so many tenths of a second"), required=False,
        min_value=-FAR, max_value=FAR,
        widget=forms.TextInput(attrs={"inputmode": "text", "size": "6", "autocomplete": "off"}),
        help_text=_("10 is a second later, -5 is half a second sooner. Lines on other pages move too."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Write a whole number of tenths, like 10 or -5: an hour at most."),
        ),
    )  # fmt: skip

    def __init__(
        self, *args: Any, sheet: CaptionSheet, rows: Sequence[CaptionRow], first: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.first = rows, first
        self.fields["number"].initial, self.fields["mark"].initial = sheet.number, sheet.clock.mark
        for row in rows:
            self._line(str(row.place), row)
        for number in range(BLANK):
            self._line(f"new-{number}", None)

    def _line(self, name: str, row: CaptionRow | None) -> None:
        there = row is not None
        words = row.line.words if row is not None else {}
        self.fields[f"begins-{name}"] = MomentField(
            label=_("Start"), required=there, initial=moment(row.begins) if row else ""
        )
        self.fields[f"ends-{name}"] = MomentField(
            label=_("End"), required=there, initial=moment(row.ends) if row else ""
        )
        for lang in SPOKEN:
            self.fields[f"{lang}-{name}"] = TextField(
                lang=lang, label=NAMES[lang], initial=words.get(lang, "")
            )
        if there:
            self.fields[f"remove-{name}"] = forms.BooleanField(label=_("Remove"), required=False)

    @property
    def lines(self) -> list[LineFields]:
        """Those that are there."""
        return [
            self._fields(str(row.place), row, self.first + at)
            for at, row in enumerate(self.rows, 1)
        ]

    @property
    def blank(self) -> list[LineFields]:
        """Those to add."""
        return [self._fields(f"new-{number}", None, number + 1) for number in range(BLANK)]

    def _fields(self, name: str, row: CaptionRow | None, number: int) -> LineFields:
        texts = [self[f"{lang}-{name}"] for lang in SPOKEN]
        remove = self[f"remove-{name}"] if row is not None else None
        return LineFields(number, row, self[f"begins-{name}"], self[f"ends-{name}"], texts, remove)

    def clean(self) -> dict[str, Any]:
        """A line that goes needs nothing; one that is added needs its times."""
        said = super().clean() or self.cleaned_data
        for row in self.rows:
            if said.get(f"remove-{row.place}"):
                for part in ("begins", "ends", *SPOKEN):
                    self.errors.pop(f"{part}-{row.place}", None)
        for number in range(BLANK):
            name = f"new-{number}"
            parts = ("begins", "ends")
            if any(said.get(f"{part}-{name}") is not None for part in parts) or self._words(name):
                for part in parts:
                    if f"{part}-{name}" in said and said[f"{part}-{name}"] is None:
                        self.add_error(f"{part}-{name}", WRITE_TIME)
        return said

    def typed(self) -> TypedCaptions:
        """What the action takes."""
        said = self.cleaned_data
        changed = {
            row.place: None if said.get(f"remove-{row.place}") else self._typed(str(row.place))
            for row in self.rows
        }
        added = {
            number: self._typed(f"new-{number}")
            for number in range(BLANK)
            if said.get(f"begins-new-{number}") is not None
        }
        later = (said.get("later") or 0) * 100
        return TypedCaptions(said["number"], said["mark"], changed, added, later)

    def _typed(self, name: str) -> Typed:
        said = self.cleaned_data
        return Typed(said[f"begins-{name}"], said[f"ends-{name}"], self._words(name))

    def _words(self, name: str) -> dict[str, str]:
        said = self.cleaned_data
        return {lang: said[f"{lang}-{name}"] for lang in SPOKEN if said.get(f"{lang}-{name}")}
