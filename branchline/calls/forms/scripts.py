"""What callers say, as a coordinator writes it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core.forms import Form

from ..scripting import ScriptUnreadable, Steps, read_script

MOST_LETTERS = 12_000


class ScriptForm(Form):
    """Plain lines; what can't be read is said with its line."""

    words = forms.CharField(
        label=gettext_lazy("The script"),
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        error_messages={
            "required": gettext_lazy("Write what to say."),
            "max_length": gettext_lazy("Please say it in %(limit_value)d letters or fewer."),
        },
    )

    steps: Steps

    def clean_words(self) -> str:
        """The steps that the lines say."""
        words: str = self.cleaned_data["words"]
        try:
            self.steps = read_script(words)
        except ScriptUnreadable as wrong:
            where = _("Line %(line)d: %(words)s") % {"line": wrong.line, "words": wrong.words}
            raise forms.ValidationError(where if wrong.line else str(wrong.words)) from wrong
        return words
