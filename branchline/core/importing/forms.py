"""The shape of what staff send about a file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core.forms import Form, OnceForm
from branchline.core.models.importing import ImportRun

from .importer import Importer
from .queries import columns_found
from .receiving import LARGEST


class FileForm(OnceForm):
    """A file from the person's own machine."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), up to 200 MB. A CSV file may be gzipped."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.tsv,.txt,.xlsx,.gz", "class": "govuk-file-upload"}
        ),
    )

    def clean_file(self) -> UploadedFile:
        """No larger than what we take."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            raise forms.ValidationError(
                _("The file has %(size)s MB; at most 200 MB fit. Split it, or gzip it.")
                % {"size": f"{file.size / 1e6:,.0f}"}
            )
        return file


class ColumnsForm(Form):
    """For each of our columns, which heading of the file it is."""

    def __init__(self, *args: Any, run: ImportRun, importer: Importer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run, self.importer = run, importer
        nothing = ("", _("Not in this file"))
        headings = [(h, h[:80]) for h in dict.fromkeys(run.headings) if h.strip()]
        for number, (column, heading) in enumerate(columns_found(run, importer)):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=column.called,
                choices=[nothing, *headings],
                required=column.required,
                initial=heading,
                error_messages={
                    "required": _("Choose which column is the %(name)s: every row needs it.")
                    % {"name": column.called}
                },
            )

    def clean(self) -> dict[str, Any]:
        """One heading is one thing."""
        said = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, heading in list(said.items()):
            if heading and heading in taken:
                self.add_error(
                    name,
                    _("“%(heading)s” is chosen for “%(other)s” already.")
                    % {"heading": heading, "other": self.fields[taken[heading]].label},
                )
            taken[heading] = name
        return said

    def chosen(self) -> Mapping[str, str]:
        """{our column: heading, or nothing}"""
        return {
            column.name: self.cleaned_data[f"column-{number}"]
            for number, column in enumerate(self.importer.columns)
        }
