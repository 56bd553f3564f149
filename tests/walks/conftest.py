"""A house in which everything has happened already."""

from collections.abc import Iterator

import pytest

from branchline.places.queries import service_at
from tests.harness.busy_day import live_through
from tests.harness.house import beside_its_files
from tests.harness.live import ON_AIR

LONGEST = ("test_tenancy.py", "test_hostile.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What goes on air first, by one process; beside it the longest walks: begun last, they kept one process busy while
    the other had nothing left."""
    items.sort(key=lambda item: (not _on_air(item), item.path.name not in LONGEST))


def _on_air(item: pytest.Item) -> bool:
    return any(mark == ON_AIR.mark for mark in item.iter_markers("xdist_group"))


@pytest.fixture(scope="session")
def busy_house(house: str) -> Iterator[str]:
    """The running product after a busy day: no page is without its thing."""
    service = service_at(slug="trafford")
    assert service is not None
    with beside_its_files():
        live_through(service)
    yield house
