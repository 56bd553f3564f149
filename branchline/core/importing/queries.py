"""Reads for the pages of imports."""

from collections.abc import Iterable, Sequence

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from branchline.core.errors import NotFound
from branchline.core.models.importing import ImportRun
from branchline.core.permits import Holding
from branchline.core.scoping import current_service_id

from .columns import Column
from .importer import Importer, importer_called, importers
from .reading import places_of
from .running import full_name

PAST = 50
REMEMBERED_FILES = 20


def importers_for(holdings: Sequence[Holding]) -> list[tuple[str, Importer]]:
    """(full name, importer) of every kind of file that these memberships may bring in."""
    return [
        (name, importer())
        for name, importer in importers()
        if importer.permit is not None and importer.permit.allows(holdings)
    ]


def kinds_for(holdings: Sequence[Holding]) -> list[tuple[str, Importer]]:
    """Those of them that the page of files offers; others are sent on a page of their room."""
    return [(name, each) for name, each in importers_for(holdings) if not each.elsewhere]


def kind_for(name: str, holdings: Sequence[Holding]) -> Importer:
    """One that the page of files offers. Raises `NotFound`."""
    found = importer_for(name, holdings)
    if found.elsewhere:
        raise NotFound
    return found


def importer_for(name: str, holdings: Sequence[Holding]) -> Importer:
    """One of them. Raises `NotFound`."""
    found = dict(importers_for(holdings)).get(name)
    if found is None:
        raise NotFound
    return found


def runs_of(importer: Importer) -> "QuerySet[ImportRun]":
    """The current service's files of one kind."""
    return ImportRun.objects.filter(service_id=current_service_id(), importer=full_name(importer))


def chosen_before(importer: Importer) -> "list[ImportRun]":
    """The last files of which it was known which column is what, newest first."""
    needed = [column.name for column in importer.columns if column.required]
    runs = runs_of(importer).exclude(chosen={}).order_by("-pk")[:REMEMBERED_FILES]
    return [run for run in runs if all(run.chosen.get(name) for name in needed)]


def runs_for(holdings: Sequence[Holding]) -> "list[ImportRun]":
    """The newest files of the kinds that these memberships may bring in. One query."""
    names = [name for name, _importer in importers_for(holdings)]
    rows = ImportRun.objects.filter(service_id=current_service_id(), importer__in=names)
    return list(rows.order_by("-started_at", "-pk")[:PAST])


def run_for(public_id: str, holdings: Sequence[Holding]) -> tuple[ImportRun, Importer]:
    """A file by its public id, with its importer. Raises `NotFound`, for another service's too."""
    run = ImportRun.objects.filter(service_id=current_service_id(), public_id=public_id).first()
    if run is None:
        raise NotFound
    return run, importer_for(run.importer, holdings)


def names_of(said: Iterable[str]) -> dict[str, str]:
    """{what a run keeps of who it was: their name}. One query."""
    numbers = {
        each: int(each.removeprefix("account:")) for each in said if each.startswith("account:")
    }
    people = get_user_model()._default_manager.in_bulk(list(numbers.values()))
    return {said: str(people[number]) for said, number in numbers.items() if number in people}


def columns_found(run: ImportRun, importer: Importer) -> list[tuple[Column, str]]:
    """Each of our columns with the heading it has in this file, or nothing."""
    places = places_of(importer.columns, run.headings, run.chosen)
    return [
        (column, run.headings[places[column.name]] if column.name in places else "")
        for column in importer.columns
    ]


def title_of(run: ImportRun) -> str:
    """What kind of file it is, in words."""
    importer = importer_called(run.importer)
    return str(importer.title) if importer else run.importer
