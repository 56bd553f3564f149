"""A house in which everything has happened already."""

from collections.abc import Iterator

import pytest

from branchline.places.queries import service_at
from tests.harness.busy_day import live_through

LONGEST = (
    "test_tenancy.py",
    "test_hostile.py",
    "test_push_from_obs.py",
    "test_going_live.py",
    "test_killed_while_live.py",
    "test_panic.py",
    "test_ten_thousand.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest walks first: begun last, they kept one process busy while the other had nothing left."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(scope="session")
def busy_house(house: str) -> Iterator[str]:
    """The running product after a busy day: no page is without its thing."""
    service = service_at(slug="trafford")
    assert service is not None
    live_through(service)
    yield house
