"""The run sheet: one thing in it, a rhyme of the stock, an earlier sheet."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.core.words import said

from ..actions import ItemFacts
from ..data import RHYMES, isbn13
from ..models import Basis, ItemKind

CHOOSE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
TOO_LONG = {"max_length": _("Use fewer words: %(limit_value)d letters at most.")}
MOST_LINES = 150
LONGEST_LINE = 120
"""Letters of a line: two lines of a caption on a phone (BBC subtitle guidelines: 37 letters a row) and some more."""
NO, UNTIL, ALWAYS = "no", "until", "always"
REPLAY = [
    (NO, _("No, only live")),
    (UNTIL, _("Yes, up to and including this day")),
    (ALWAYS, _("Yes, as long as the replay is there")),
]


def _text(label: Any, *, longest: int, hint: Any = "", **more: Any) -> forms.CharField:
    more.setdefault("required", False)
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, error_messages=TOO_LONG, **more
    )


class WordsField(forms.CharField):
    """Words as they are pasted: one line a line. Gives back a list; empty lines are left out."""

    def __init__(self, **kwargs: Any) -> None:
        lang = kwargs.pop("lang")
        area = forms.Textarea(attrs={"rows": 8, "lang": lang, "spellcheck": "false"})
        super().__init__(required=False, strip=False, widget=area, **kwargs)

    def clean(self, value: Any) -> list[str]:
        typed = str(value or "").replace("\x00", "")
        lines = [" ".join(line.split()) for line in typed.splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                __("These are %(n)d lines; at most %(most)d fit. Make two things of it.")
                % {"n": len(lines), "most": MOST_LINES}
            )
        for line in lines:
            if len(line) > LONGEST_LINE:
                raise forms.ValidationError(
                    __("This line is too long for a screen. Break it in two: “%(line)s…”")
                    % {"line": line[:40]}
                )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class ItemForm(OnceForm):
    """Something that is sung, read or told, by what right, and its words."""

    title = _text(_("What is it called?"), longest=120)
    title_cy = _text(
        _("Its Welsh name"), longest=120, widget=forms.TextInput(attrs={"lang": "cy"}),
        hint=_("If it has one. A Welsh song needs only this."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=ItemKind.choices, widget=forms.RadioSelect,
        initial=ItemKind.RHYME.value, error_messages=CHOOSE,
    )  # fmt: skip
    words = WordsField(
        label=_("The words"), lang="en",
        help_text=_("One line for each line that is shown. Type them or paste them."),
    )  # fmt: skip
    words_cy = WordsField(
        label=_("The words in Welsh"), lang="cy",
        help_text=_("For a Welsh song only these. For both: line by line the same as above."),
    )  # fmt: skip
    creator = _text(
        _("Who wrote it?"), longest=200,
        hint=_("Author, composer, illustrator. The list for the music licence asks for it."),
    )  # fmt: skip
    publisher = _text(
        _("Publisher or arranger"), longest=200, hint=_("If it has one and you know it.")
    )
    isbn = _text(_("ISBN"), longest=30, hint=_("For a book: the number on its back."))
    basis = forms.ChoiceField(
        label=_("Why may you use it?"), required=False, error_messages=CHOOSE,
        choices=[("", _("We don’t know yet")), *Basis.choices],
    )  # fmt: skip
    basis_note = _text(
        _("Number of the licence, or who allowed it and when"), longest=300,
        hint=_("For example: PRS licence 12345. Or: email from the publisher, 3 March, live only."),
    )  # fmt: skip
    live_ok = forms.BooleanField(label=_("It may go out live"), required=False)
    replay = forms.ChoiceField(
        label=_("May it be in the replay?"), choices=REPLAY, widget=forms.RadioSelect,
        initial=NO, error_messages=CHOOSE,
    )  # fmt: skip
    replay_until = forms.DateField(
        label=_("The last day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2027-10-05.")},
    )  # fmt: skip

    @staticmethod
    def filled(facts: ItemFacts) -> dict[str, Any]:
        """What stands in the form when an item is changed."""
        until = facts.replay_until
        return {
            "title": facts.title.en, "title_cy": facts.title.cy, "kind": facts.kind.value,
            "words": [w.en for w in facts.words if w.en], "words_cy": [w.cy for w in facts.words if w.cy],
            "creator": facts.creator, "publisher": facts.publisher, "isbn": facts.isbn,
            "basis": facts.basis, "basis_note": facts.basis_note, "live_ok": facts.live_ok,
            "replay": NO if not facts.replay_ok else UNTIL if until else ALWAYS, "replay_until": until,
        }  # fmt: skip

    def clean_isbn(self) -> str:
        """Its check digit finds a slip of the pen."""
        typed: str = self.cleaned_data["isbn"].strip()
        found = isbn13(typed) if typed else ""
        if found is None:
            raise forms.ValidationError(
                _("A digit is wrong. Write the number as it stands on the book, 13 digits or 10.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        """A name in one language; both languages line by line; a last day where there is one."""
        cleaned = super().clean() or {}
        if not cleaned.get("title") and not cleaned.get("title_cy") and "title" not in self.errors:
            self.add_error("title", __("Give it a name."))
        en, cy = cleaned.get("words"), cleaned.get("words_cy")
        if en and cy and len(en) != len(cy):
            self.add_error(
                "words_cy",
                __(
                    "%(en)d lines in English and %(cy)d in Welsh. They belong together line by line."
                )
                % {"en": len(en), "cy": len(cy)},
            )
        last: date | None = cleaned.get("replay_until")
        if cleaned.get("replay") == UNTIL and last is None and "replay_until" not in self.errors:
            self.add_error("replay_until", __("Write the last day."))
        return cleaned

    def facts(self) -> ItemFacts:
        """What was written, as the action takes it."""
        given = self.cleaned_data
        lines = zip_longest(given["words"], given["words_cy"], fillvalue="")
        return ItemFacts(
            title=said(given["title"], given["title_cy"]),
            kind=ItemKind(given["kind"]),
            creator=given["creator"],
            publisher=given["publisher"],
            isbn=given["isbn"],
            basis=given["basis"],
            basis_note=given["basis_note"],
            live_ok=given["live_ok"],
            replay_ok=given["replay"] != NO,
            replay_until=given["replay_until"] if given["replay"] == UNTIL else None,
            words=[said(en, cy) for en, cy in lines],
        )


class RhymeForm(OnceForm):
    """One of the stock."""

    rhyme = forms.ChoiceField(
        label=_("A rhyme out of copyright, with its words"), error_messages=CHOOSE,
        choices=[(rhyme.name, rhyme.title) for rhyme in RHYMES],
    )  # fmt: skip


class CopyForm(OnceForm):
    """An earlier run sheet."""

    source = forms.ChoiceField(
        label=_("Everything from an earlier run sheet"), error_messages=CHOOSE
    )

    def __init__(self, *args: Any, sheets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(sheets)
