"""Of every permit of every room: the rule that guards one row is the rule that filters the list."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models

from branchline.core.permits import Holding, Permit, Reach, Role, all_rows, anywhere
from branchline.core.rooms import rooms
from branchline.core.scoping import scope
from branchline.people.models import Organisation, OrganisationKind
from branchline.places.models import Branch
from branchline.places.queries import service_at

HOME, ELSEWHERE = "trafford", "newcastle-upon-tyne"
ROWS = 60


def permits() -> list[Permit]:
    return [permit for room in rooms() for permit in room.permits() if permit.roles]


def room_of(permit: Permit) -> str:
    return permit.name.split(".")[0]


def fitting(permit: Permit) -> Iterator[type[models.Model]]:
    """The tables of its room that the permit can be asked about, both ways."""
    for model in apps.get_app_config(room_of(permit)).get_models():
        try:
            model._meta.get_field("service")
            if permit.narrow is not all_rows and permit.predicate is not anywhere:
                model._default_manager.filter(permit.narrow(Reach(0, frozenset({0}), 0))).query  # noqa: B018
        except (FieldDoesNotExist, FieldError):
            continue
        yield model


def reaches() -> list[Reach]:
    """All branches, none, each single one of two, both; for each partner; another service's."""
    home, away = service_at(slug=HOME), service_at(slug=ELSEWHERE)
    assert home is not None
    assert away is not None
    with scope(home.pk):
        here = list(Branch.objects.filter(service=home).order_by("pk").values_list("pk", flat=True))
    some = [None, frozenset[int](), frozenset(here[:1]), frozenset(here[1:2]), frozenset(here[:4])]
    partners = list(
        Organisation.objects.filter(kind=OrganisationKind.PARTNER)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return [Reach(home.pk, branches) for branches in some] + [
        *(Reach(home.pk, None, partner) for partner in partners),
        Reach(away.pk),
        Reach(away.pk, frozenset(here[:1])),
    ]


def test_every_permit_says_the_same_of_a_row_and_of_the_list(demo_database: str) -> None:
    home = service_at(slug=HOME)
    assert home is not None
    asked: dict[str, int] = {}
    wrong: list[str] = []
    everywhere, *others = reaches()
    with scope(home.pk):
        for permit in permits():
            # Whoever lacks the role sees nothing, and is asked once, with the widest reach.
            asking = [*product(Role, [everywhere]), *product(permit.roles, others)]
            for model in fitting(permit):
                rows = list(model._default_manager.order_by("pk")[:ROWS])
                every = model._default_manager.filter(pk__in=[row.pk for row in rows])
                for role, reach in asking:
                    held = [Holding(role, reach)]
                    if role in permit.roles:
                        asked[permit.name] = asked.get(permit.name, 0) + len(rows)
                    one = allowed(permit, held, rows)
                    listed = set(every.filter(permit.visible(held)).values_list("pk", flat=True))
                    if one is not None and one != listed:
                        wrong.append(f"{permit.name} on {model.__name__} as {role}, {reach}")
    assert not wrong, "\n".join(wrong[:20])
    assert len(asked) > 15, "the demo has rows for most permits"


def allowed(permit: Permit, held: list[Holding], rows: list[Any]) -> set[Any] | None:
    """The rows that the predicate allows; None where it can't be asked about this table."""
    try:
        return {row.pk for row in rows if permit.allows(held, row)}
    except AttributeError:
        return None


@pytest.mark.parametrize("permit", [p.name for p in permits()])
def test_a_permit_is_named_after_its_room(permit: str) -> None:
    assert any(permit.startswith(f"{room.short}.") for room in rooms())
