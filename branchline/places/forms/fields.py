"""Fields that several forms of this room share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core import telephones
from branchline.core.forms import Form
from branchline.core.words import Translated, said
from branchline.places import postcodes

TOO_LONG = _("Use at most %(limit_value)d letters. You wrote %(show_value)d.")


def words(label: Any, *, longest: int, **kwargs: Any) -> forms.CharField:
    """A text on one line or, with `rows`, on several."""
    rows = kwargs.pop("rows", 0)
    if rows:
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
    kwargs.setdefault("required", False)
    return forms.CharField(
        label=label,
        max_length=longest,
        error_messages={
            "required": kwargs.pop("missing", _("Write something here.")),
            "max_length": TOO_LONG,
        },
        **kwargs,
    )


def choice(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """One of a few."""
    wrong = _("Choose one of these.")
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={"required": wrong, "invalid_choice": wrong},
        **kwargs,
    )


class PostcodeField(forms.CharField):
    """A full postcode, given back as people write it: "m337zf" becomes M33 7ZF."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Postcode"))
        super().__init__(max_length=postcodes.LONGEST_TYPED, **kwargs)
        wrong = _("Write a full postcode, like M33 7ZF.")
        self.error_messages.update({"max_length": wrong, "wrong": wrong})
        self.widget.attrs.setdefault("autocomplete", "postal-code")

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        found = postcodes.full(typed)
        if found is None:
            raise forms.ValidationError(self.error_messages["wrong"], code="wrong")
        return postcodes.spaced(found)


class TelephoneField(forms.CharField):
    """A UK telephone number, kept as digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Public telephone number"))
        super().__init__(max_length=40, required=False, **kwargs)
        self.wrong = _("Write a UK telephone number, like 0161 496 0123.")
        self.error_messages["max_length"] = self.wrong
        self.widget.attrs.update({"inputmode": "tel", "autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value) or "").strip()
        found = telephones.plain(typed[:40]) if typed else ""
        if found is None:
            raise forms.ValidationError(self.wrong, code="telephone")
        return found

    def run_validators(self, value: Any) -> None:
        """Its shape was looked at while reading."""

    def prepare_value(self, value: Any) -> Any:
        return telephones.spaced(value) if isinstance(value, str) else value


def checkboxes() -> forms.CheckboxSelectMultiple:
    """Several to choose from, as the design system draws them."""
    return forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes__input"})


def email() -> forms.EmailField:
    """A public email address."""
    wrong = _("Write an email address, like name@example.org.")
    return forms.EmailField(
        label=_("Public email address"),
        help_text=_("A shared one. Residents see it on the page."),
        required=False,
        max_length=254,
        error_messages={"invalid": wrong, "max_length": wrong},
    )


def website() -> forms.URLField:
    """A public web address; https is added where it was left out."""
    wrong = _("Write a web address, like www.example.org/library.")
    return forms.URLField(
        label=_("Website"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": wrong, "max_length": wrong},
    )


class InTwoLanguages(Form):
    """A form with texts in English and Welsh: fields `x_en` and `x_cy` are one `Translated`."""

    def show(self, **texts: Translated) -> None:
        """What stands there now."""
        for name, text in texts.items():
            self.fields[f"{name}_en"].initial = text.en
            self.fields[f"{name}_cy"].initial = text.cy

    def translated(self, name: str, before: Translated | None = None) -> Translated:
        """What was typed. Welsh that was not touched stays the draft it was."""
        en, cy = (
            " ".join(str(self.cleaned_data.get(f"{name}_{lang}") or "").replace("\x00", "").split())
            for lang in ("en", "cy")
        )
        if before is None:
            return said(en, cy)
        if cy == " ".join(before.cy.split()):
            cy = before.cy
            return Translated(said(en, cy).texts, before.drafts if cy else frozenset())
        return said(en, cy)


class Dated(Form):
    """A form with days in three parts (`core/components/date_time.html`)."""

    parted: tuple[str, ...] = ()

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        self.parts: dict[str, dict[str, str]] = {
            name: {
                p: str((data or {}).get(f"{name}_{p}", "")).strip()[:10]
                for p in ("day", "month", "year")
            }
            for name in self.parted
        }
        super().__init__(data, **kwargs)

    def read_day(self, name: str, default: date | None, missing: "str | Promise") -> date | None:
        """The day of three parts; the default when all are empty, or a message when there is none."""
        parts = self.parts.get(name, {})
        if not any(parts.values()):
            if default is None and missing:
                self.add_error(name, str(missing))
            return default
        try:
            return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        except (ValueError, OverflowError):
            self.add_error(name, _("This is not a day in the calendar. Write it like 27 3 2027."))
            return None
