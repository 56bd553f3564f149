"""Five times as many rows of everything that the demo has, so that lists grow.

Each row of a room's table is copied with its keys moved: once beside its own parent (a resident with more
routes) and once below the copy of its parent (more residents, each with routes). Constraints stay up: what
they forbid is not copied, so nothing is shown that couldn't be.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import DataError, IntegrityError, connections, models, transaction

from branchline.core.rooms import Room
from branchline.core.tables import TableClass

FAR = 10_000_000
"""Added to a key for each round of copies: beyond every number of the demo."""
ROUNDS = 2
LEFT_ALONE = {TableClass.REFERENCE}
BY_STEPS = (
    "referrals_referral", "referrals_referralevent", "calls_line", "devices_device", "devices_deviceevent",
    "devices_kitcase", "devices_loan",
)  # fmt: skip
"""Tables whose triggers let rows come about step by step only: copied as they stand, with those taken down."""


@dataclass(frozen=True)
class Copied:
    """What was copied, and what the constraints of a table didn't allow."""

    rows: dict[str, int]
    refused: dict[str, str]


def growing() -> list[type[models.Model]]:
    """Every table of the rooms that may hold rows of a service, parents first."""
    wanted = [
        model
        for model in apps.get_models()
        if isinstance(apps.get_app_config(model._meta.app_label), Room)
        and model.table_class not in LEFT_ALONE  # type: ignore[attr-defined]
        and model._meta.label not in {"places.Service", "core.RememberedRequest"}
    ]
    placed: list[type[models.Model]] = []
    while len(placed) < len(wanted):
        ready = [m for m in wanted if m not in placed and set(parents(m, wanted)) <= {*placed, m}]
        assert ready, "foreign keys in a circle"
        placed += ready
    return placed


def parents(
    model: type[models.Model], among: list[type[models.Model]]
) -> Iterator[type[models.Model]]:
    """The models that a row of this one points to."""
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model in among:
            yield field.related_model


def multiply(*, rounds: int = ROUNDS, service_id: int | None = None) -> Copied:
    """Copy every row of the demo, or those of one service only, as the owner."""
    done = Copied({}, {})
    found = growing()
    with connections["owner"].cursor() as cursor:
        for table in BY_STEPS:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for model in found:
            label, before = model._meta.label, count(model)
            for place in range(1, rounds + 1):
                for beside in (False, True):
                    moved = place + (rounds if beside else 0)
                    statement = copy(model, found, moved, None if beside else place, service_id)
                    try:
                        with transaction.atomic(using="owner"):
                            cursor.execute(statement)
                    except (IntegrityError, DataError) as refusal:
                        done.refused[label] = str(refusal).splitlines()[0]
            done.rows[label] = count(model) - before
        # As the database of a library does by itself; here nothing else would, and lists would take seconds.
        cursor.execute("ANALYZE")
    return done


def count(model: type[models.Model]) -> int:
    """All rows there are."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
        return int(cursor.fetchone()[0])


def copy(
    model: type[models.Model],
    found: list[type[models.Model]],
    moved: int,
    below: int | None,
    service_id: int | None,
) -> str:
    """The statement for one round of one table: keys `moved` so often, `below` that copy of the parents."""
    telling = unique_words(model)
    columns, values = [], []
    for field in model._meta.concrete_fields:
        if field.generated:
            continue
        name = f'"{field.column}"'
        value = name
        if field.primary_key and isinstance(field, models.AutoField | models.BigAutoField):
            value = f"{name} + {moved * FAR}"
        elif field.is_relation and field.related_model in found and below:
            parent = field.related_model._meta
            key = field.target_field.column  # type: ignore[attr-defined]
            value = (
                f'coalesce((SELECT p."{key}" FROM "{parent.db_table}" p'
                f' WHERE p."{key}" = t.{name} + {below * FAR}), t.{name})'
            )
        elif field.attname in telling:
            most = min(field.max_length or 8, 8)
            other = f"left(md5({name} || 'copy {moved}'), greatest(length({name}), {most}))"
            value = f"CASE WHEN {name} = '' THEN '' ELSE {other} END"  # none is unique only where there is one
        columns.append(name)
        values.append(value)
    which = []
    if isinstance(model._meta.pk, models.BigAutoField):
        which.append(f'"{model._meta.pk.column}" < {FAR}')
    if service_id is not None:
        own = any(field.attname == "service_id" for field in model._meta.concrete_fields)
        which.append(f"service_id = {service_id}" if own else "false")
    old = f"WHERE {' AND '.join(which)}" if which else ""
    return (
        f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)})'
        f' SELECT {", ".join(values)} FROM "{model._meta.db_table}" t {old}'
        + ("" if is_deferred(model) else " ON CONFLICT DO NOTHING")
    )


def is_deferred(model: type[models.Model]) -> bool:
    """It has a constraint that is looked at when the transaction ends: PostgreSQL skips no single row then."""
    return any(getattr(each, "deferrable", None) for each in model._meta.constraints)


def unique_words(model: type[models.Model]) -> set[str]:
    """Text that tells one row from another, and is no choice: it must differ in a copy."""
    named = {f.attname for f in model._meta.concrete_fields if f.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            named |= set(constraint.fields)
    return {
        f.attname
        for f in model._meta.concrete_fields
        if f.attname in named and isinstance(f, models.CharField) and not f.choices
    }
