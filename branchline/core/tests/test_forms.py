"""Labels, hints and choices of a form are words, whoever has typed them."""

from collections.abc import Callable

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils.html import format_html

from branchline.core.forms import Form

MARKUP = "<img src=x onerror=run()>"
CHOICES = [("a", MARKUP)]
FIELDS: dict[str, Callable[..., forms.Field]] = {
    "words": forms.CharField,
    "yes": forms.BooleanField,
    "one": lambda **said: forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, **said),
    "of a list": lambda **said: forms.ChoiceField(choices=CHOICES, **said),
    "several": lambda **said: forms.MultipleChoiceField(
        choices=CHOICES, widget=forms.CheckboxSelectMultiple, **said
    ),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_markup_in_a_label_a_hint_or_a_choice_is_shown_as_it_was_typed(kind: str) -> None:
    form = Form()
    form.fields["asked"] = FIELDS[kind](label=MARKUP, help_text=MARKUP)
    page = render_crispy_form(form)
    assert "<img" not in page
    assert page.count("&lt;img src=x onerror=run()&gt;") >= 2


def test_a_hint_that_we_have_written_as_markup_stays_markup() -> None:
    form = Form()
    form.fields["asked"] = forms.CharField(help_text=format_html("As on <b>{}</b>", "<i>"))
    assert "As on <b>&lt;i&gt;</b>" in render_crispy_form(form)
