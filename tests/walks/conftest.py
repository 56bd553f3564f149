"""A house in which everything has happened already."""

from collections.abc import Iterator

import pytest

from branchline.places.queries import service_at
from tests.harness.busy_day import live_through


@pytest.fixture(scope="session")
def busy_house(house: str) -> Iterator[str]:
    """The running product after a busy day: no page is without its thing."""
    service = service_at(slug="trafford")
    assert service is not None
    live_through(service)
    yield house
