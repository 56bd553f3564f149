"""What takes long begins early: begun last, it would keep one process busy while the other has nothing left."""

import pytest

from .live import ON_AIR

LONGEST = (
    "test_tenancy.py", "test_hostile.py", "test_taste.py", "test_query_growth.py", "test_permits_agree.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What goes on air first, by one process; beside it the longest."""
    items.sort(key=lambda item: (not _on_air(item), item.path.name not in LONGEST))


def _on_air(item: pytest.Item) -> bool:
    return any(mark == ON_AIR.mark for mark in item.iter_markers("xdist_group"))
