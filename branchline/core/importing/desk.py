"""Desk: bring in a file. Choose what, send it, read what would come of it, say yes, undo."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.models import StoredFile
from branchline.core.models.importing import ImportRun
from branchline.core.pages import desk_page
from branchline.core.permits import BRING_IN_FILES
from branchline.core.requests import ServiceRequest
from branchline.core.serving import file_page

from . import actions, queries
from .forms import ColumnsForm, FileForm
from .importer import Importer
from .output import as_csv
from .shown import Shown


@desk_page(BRING_IN_FILES)
@require_safe
def files(request: ServiceRequest) -> HttpResponse:
    """Which kinds of file there are, and those that were brought in."""
    runs = queries.runs_for(request.holdings)
    people = queries.names_of(run.started_by for run in runs)
    context = {
        "kinds": queries.kinds_for(request.holdings),
        "runs": [Shown(run, people.get(run.started_by, "")) for run in runs],
    }
    return render(request, "core/importing/files.html", context)


@desk_page(BRING_IN_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: ServiceRequest, kind: str) -> HttpResponse:
    """Send a file of one kind. Nothing is brought in yet."""
    importer = queries.kind_for(kind, request.holdings)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = actions.receive(
                importer=importer,
                file=upload.file,
                file_name=upload.name,
                by=request.acting,
                now=clock.now(),
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("core:file", request.service.slug, run.public_id)
    context = {"form": form, "kind": kind, "importer": importer}
    return render(request, "core/importing/send.html", context)


@desk_page(BRING_IN_FILES)
@require_safe
def example(request: ServiceRequest, kind: str) -> HttpResponse:
    """A file as we would like it, with invented rows."""
    importer = queries.kind_for(kind, request.holdings)
    headings, *rows = importer.example
    return _csv(f"{importer.name}-example.csv", headings, rows)


@desk_page(BRING_IN_FILES)
@require_safe
def file(request: ServiceRequest, public_id: str) -> HttpResponse:
    """How a file stands: being read, waiting for a yes, brought in, undone."""
    run, importer = queries.run_for(public_id, request.holdings)
    people = queries.names_of([run.started_by, *(who for who, _when in run.taken_home)])
    shown = Shown(run, people.get(run.started_by, ""))
    if shown.changes:
        numbers = [number for _line, number, _who, _parts in shown.changes]
        importer.note_seen(numbers, "core:file", request.acting, clock.now())
    columns = queries.columns_found(run, importer)
    context = {
        "run": run,
        "importer": importer,
        "shown": shown,
        "another": _another(request, run, importer),
        "home": _home(request, run, importer),
        "columns": columns,
        "lacking": any(column.required and not heading for column, heading in columns),
        "taken_home": [
            (people.get(who, ""), datetime.fromisoformat(when)) for who, when in run.taken_home
        ],
        "asides": [
            (name, importer.asides[name], len(numbers))
            for name, numbers in run.asides.items()
            if numbers and name in importer.asides
        ],
    }
    return render(request, "core/importing/file.html", context)


@desk_page(BRING_IN_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Say which column is what; it is remembered for the next file."""
    run, importer = queries.run_for(public_id, request.holdings)
    form = ColumnsForm(request.POST or None, run=run, importer=importer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(
                run=run, chosen=form.chosen(), by=request.acting, now=clock.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("core:file", request.service.slug, run.public_id)
    rows = actions.rows_of_file(run, importer)
    examples = [
        (heading, [row[place] for row in rows if place < len(row)])
        for place, heading in enumerate(run.headings)
    ]
    context = {"run": run, "form": form, "examples": examples, "importer": importer}
    return render(request, "core/importing/columns.html", context)


@desk_page(BRING_IN_FILES)
@require_POST
def begin(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The one press that brings it in."""
    run, _importer = queries.run_for(public_id, request.holdings)
    return _do(request, run, partial(actions.begin, seen=_seen(request.POST.get("seen", ""))))


@desk_page(BRING_IN_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Take it back: asked once."""
    run, importer = queries.run_for(public_id, request.holdings)
    if request.method == "POST":
        return _do(request, run, actions.take_back)
    return render(request, "core/importing/undo.html", {"run": run, "importer": importer})


@desk_page(BRING_IN_FILES)
@require_POST
def put_away(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Not this file after all."""
    run, _importer = queries.run_for(public_id, request.holdings)
    actions.put_away(run=run, by=request.acting, now=clock.now())
    messages.success(request, _("The file is gone. Nothing of it was brought in."))
    return redirect("core:files", request.service.slug)


@desk_page(BRING_IN_FILES)
@require_safe
def findings(request: ServiceRequest, public_id: str) -> HttpResponse:
    """What is to be put right, as a list to work through."""
    run, _importer = queries.run_for(public_id, request.holdings)
    actions.note_taken_home(run=run, by=request.acting, now=clock.now())
    headings = [_("Line"), _("Column"), _("What stands there"), _("What to put right")]
    rows = [[line, column, *(stood or [""]), said] for line, column, said, *stood in run.problems]
    return _csv(f"findings-{run.public_id}.csv", headings, rows)


@desk_page(BRING_IN_FILES)
@require_safe
def aside(request: ServiceRequest, public_id: str, name: str) -> HttpResponse:
    """A list that the file makes people ask about, as it is today."""
    run, importer = queries.run_for(public_id, request.holdings)
    if name not in importer.asides or name not in run.asides:
        raise Http404
    actions.note_taken_home(run=run, by=request.acting, now=clock.now())
    headings, rows = importer.aside(name, run.asides[name])
    return _csv(f"{name}-{run.public_id}.csv", headings, rows)


@file_page(BRING_IN_FILES)
def original(request: ServiceRequest, public_id: str) -> StoredFile:
    """The file as it came, gzipped."""
    run, _importer = queries.run_for(public_id, request.holdings)
    kept = StoredFile.objects.filter(public_id=run.file).first() if run.file else None
    if kept is None:
        raise Http404
    actions.note_taken_home(run=run, by=request.acting, now=clock.now())
    return kept


def _home(request: ServiceRequest, run: ImportRun, importer: Importer) -> str:
    """The page that led here."""
    slug = request.service.slug
    return (
        importer.home(run.about, slug) if importer.elsewhere else reverse("core:files", args=[slug])
    )


def _another(request: ServiceRequest, run: ImportRun, importer: Importer) -> str:
    """Where another file of this kind is sent."""
    slug = request.service.slug
    if importer.elsewhere:
        return importer.home(run.about, slug)
    return reverse("core:send_file", args=[slug, run.importer])


def _do(request: ServiceRequest, run: Any, act: Any) -> HttpResponse:
    try:
        act(run=run, by=request.acting, now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("core:file", request.service.slug, run.public_id)


def _seen(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _csv(name: str, headings: Any, rows: Any) -> HttpResponse:
    answer = HttpResponse(as_csv(headings, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
