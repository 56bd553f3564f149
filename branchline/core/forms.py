"""Forms: the shape of input only. Rendered with govuk-frontend's patterns by crispy-forms-gds."""

import secrets
from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from .errors import Refusal, Several
from .idempotency import KEY


class EscapedField(BoundField):
    """A field whose label and hint are words, whatever stands in them: the templates of crispy-forms-gds print
    both as they are, and some name what people have typed (a room, a question of staff)."""

    def __init__(self, form: Any, field: Any, name: str) -> None:
        super().__init__(form, field, name)
        self.label = conditional_escape(self.label)
        self.help_text = conditional_escape(self.help_text)


class FieldRenderer(DjangoTemplates):
    """Every form of the house and of its libraries has such fields."""

    bound_field_class = EscapedField


class Form(forms.Form):
    """Base of every form: keeps what was typed, puts a refusal where it belongs."""

    error_css_class = "govuk-form-group--error"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field, else above the form; of several each."""
        if isinstance(refusal, Several):
            for each in refusal.refusals:
                self.refuse(each)
            return
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, forms.ValidationError(str(refusal), code="refused"))


class OnceForm(Form):
    """A form that creates something: carries the key that makes a double click harmless."""

    key = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"required": "", "max_length": ""},
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["key"].initial = secrets.token_urlsafe(18)

    def clean_key(self) -> str:
        """A form without its key is an incomplete copy: ask to send it again."""
        key: str = self.cleaned_data["key"]
        if not KEY.match(key):
            raise forms.ValidationError(
                _("This form was incomplete. Open the page again and send it once more.")
            )
        return key
