"""Keyset pages: every row exactly once, whatever the page size; a spoilt cursor starts over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.models import Link
from branchline.core.paging import page, read_cursor, row_number, write_cursor
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 5, 10, 30)


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_every_row_comes_once(limit: int) -> None:
    with scope(1):
        for number in range(23):
            Link.objects.create(
                service_id=1, purpose=f"p{number % 4}", subject="s", token_hash=str(number),
                code_hash="", made_at=NOW, expires_at=NOW,
            )  # fmt: skip
        seen: list[str] = []
        cursor: str | None = None
        while True:
            found = page(Link.objects.all(), keys=["purpose", "id"], limit=limit, cursor=cursor)
            seen += [row.token_hash for row in found.rows]
            cursor = found.after
            if cursor is None:
                break
        assert sorted(seen, key=int) == [str(number) for number in range(23)]
        assert len(seen) == 23


@given(st.text(max_size=80))
def test_a_cursor_from_anywhere_never_breaks_a_page(text: str) -> None:
    read_cursor(text, 2)


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_a_cursor_comes_back(values: list[str]) -> None:
    assert read_cursor(write_cursor(values), 2) == values


@pytest.mark.parametrize(
    ("said", "row"),
    [("12", 12), ("²", None), ("٣", None), ("9" * 5000, None), ("", None), (None, None)],
)
def test_a_row_number_is_only_what_is_one(said: str | None, row: int | None) -> None:
    assert row_number(said) == row
