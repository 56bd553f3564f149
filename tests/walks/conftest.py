"""A house in which everything has happened already."""

from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from django.urls import reverse

from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.places.queries import service_at
from tests.harness.busy_day import live_through
from tests.harness.cast import Visitor, cookies_of
from tests.harness.house import beside_its_files
from tests.harness.live import ON_AIR
from tests.harness.samples import SAMPLES

HOME = "trafford"
LONGEST = ("test_tenancy.py", "test_hostile.py", "test_taste.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What goes on air first, by one process; beside it the longest walks: begun last, they kept one process busy while
    the other had nothing left."""
    items.sort(key=lambda item: (not _on_air(item), item.path.name not in LONGEST))


def _on_air(item: pytest.Item) -> bool:
    return any(mark == ON_AIR.mark for mark in item.iter_markers("xdist_group"))


@pytest.fixture(scope="session")
def busy_house(house: str) -> Iterator[str]:
    """The running product after a busy day: no page is without its thing."""
    service = service_at(slug=HOME)
    assert service is not None
    with beside_its_files():
        live_through(service)
    with scope(service.pk):
        captions = reverse("live:desk_captions", args=[HOME, *SAMPLES["live:desk_captions"]()])
    manager = cookies_of(Visitor("manager", Role.SERVICE_MANAGER, HOME), house)
    known = "; ".join(f"{each['name']}={each['value']}" for each in manager)
    with urlopen(Request(house + captions, headers={"Cookie": known})) as page:
        assert b'name="begins-0"' in page.read(), "the house reads what was written beside it"
    yield house
