"""Every view says who may come in, and every address belongs to a view that does."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver


def views(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns, where)
        elif isinstance(entry, URLPattern):
            yield where, entry.callback


OURS = [
    (where, view)
    for where, view in views(get_resolver().url_patterns)
    if view.__module__.startswith("branchline") or hasattr(view, "permit")
]


def test_there_are_views() -> None:
    assert len(OURS) > 20


@pytest.mark.parametrize(("where", "view"), OURS, ids=[where for where, _ in OURS])
def test_every_view_has_a_permit(where: str, view: Any) -> None:
    assert hasattr(view, "permit"), f"{view.__module__}.{view.__name__} has no mark of core.pages"


@pytest.mark.parametrize(("where", "view"), OURS, ids=[where for where, _ in OURS])
def test_every_page_of_the_desk_needs_a_permit_of_the_desk(where: str, view: Any) -> None:
    from branchline.core.permits import PUBLIC

    if "/desk/" in where:
        assert view.audience in {"desk", "account", "tablet"}
        assert view.permit is not PUBLIC
