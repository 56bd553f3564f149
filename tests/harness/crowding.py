"""A service with names of 60 letters that nothing breaks, with no name where none is needed, and long lists."""

from collections.abc import Iterator

from django.db import IntegrityError, connections, models, transaction

from branchline.core.words import TranslatedField

from .multiplying import growing

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogo"
LETTERS = 60
MARK = LONG[:24]
"""What shows that a page tells of such a name."""
NAMES = {"name", "known_as", "title", "branch_name", "file_name", "subject", "town", "room"}
"""The columns by which people know a thing."""
ALWAYS_NAMED = {
    "events.Event.title", "events.Listing.branch_name", "events.Listing.title", "places.Branch.name",
    "people.Organisation.name", "places.Season.name", "places.Stop.name", "surveys.Survey.title", "core.ImportRun.file_name",
    "campaigns.Entry.title", "live.Broadcast.title", "live.LiveListing.branch_name", "live.LiveListing.title",
    "live.RunItem.title",
}  # fmt: skip
"""Columns that may be empty for the database, but that every form and file asks for."""

Column = tuple[type[models.Model], models.Field]


def named_columns() -> Iterator[Column]:
    """Every column of a service's own rows that names something."""
    for model in growing():
        fields = {field.attname: field for field in model._meta.concrete_fields}
        for name in sorted(NAMES & fields.keys()) if "service_id" in fields else ():
            if isinstance(fields[name], models.CharField | models.TextField | TranslatedField):
                yield model, fields[name]


def long_names(service_id: int) -> None:
    """60 letters without a gap wherever this service names something."""
    for model, field in named_columns():
        key, most = model._meta.pk.column, min(field.max_length or LETTERS, LETTERS)
        word = f"left('{LONG}' || md5(\"{key}\"::text), {most})"
        _write(model, field, _as_kept(field, word), service_id)


def no_names(service_id: int) -> None:
    """Nothing at all wherever this service may leave a name out."""
    for model, field in named_columns():
        if field.blank and f"{model._meta.label}.{field.attname}" not in ALWAYS_NAMED:
            _write(model, field, "'{}'" if isinstance(field, TranslatedField) else "''", service_id)


def _as_kept(field: models.Field, word: str) -> str:
    return f"jsonb_build_object('en', {word})" if isinstance(field, TranslatedField) else word


def _write(model: type[models.Model], field: models.Field, value: str, service_id: int) -> None:
    """What a constraint forbids stays as it is: it can't be met on a page either."""
    statement = (
        f'UPDATE "{model._meta.db_table}" SET "{field.column}" = {value} WHERE service_id = %s'
    )
    with connections["owner"].cursor() as cursor:
        try:
            with transaction.atomic(using="owner"):
                cursor.execute(statement, [service_id])
        except IntegrityError:
            return
