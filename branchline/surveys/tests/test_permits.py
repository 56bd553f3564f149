"""What guards one survey and what filters a list say the same."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.core.permits import Holding, Permit, Reach
from branchline.surveys import permits

PERMITS = [p for p in vars(permits).values() if isinstance(p, Permit)]
REACHES = st.builds(
    Reach,
    st.integers(1, 2),
    st.one_of(st.none(), st.frozensets(st.integers(1, 3), min_size=1)),
)


@pytest.mark.parametrize("permit", PERMITS, ids=[p.name for p in PERMITS])
@given(reach=REACHES, service=st.integers(1, 2), branch=st.one_of(st.none(), st.integers(1, 3)))
def test_predicate_and_filter_agree(
    permit: Permit, reach: Reach, service: int, branch: int | None
) -> None:
    thing = SimpleNamespace(service_id=service, branch_id=branch)
    holding = Holding(next(iter(permit.roles)), reach)
    rows = permit.narrow(reach)

    def matches(q: Any) -> bool:
        found = [
            matches(child) if hasattr(child, "connector") else _one(thing, *child)
            for child in q.children
        ]
        return bool((any if q.connector == "OR" else all)(found) != q.negated)

    assert permit.allows([holding], thing) == matches(rows)


def _one(thing: Any, name: str, value: Any) -> bool:
    match name.split("__"):
        case [_, "in"]:
            return bool(thing.branch_id in value)
        case [_, "isnull"]:
            return bool((thing.branch_id is None) == value)
        case _:
            return bool(getattr(thing, name) == value)
