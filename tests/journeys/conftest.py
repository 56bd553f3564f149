"""The hands that walk each journey: by keyboard alone, on a phone, and without JavaScript."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.harness import hands

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(params=hands.WAYS)
def hand(request: pytest.FixtureRequest, browser: "Browser", house: str) -> Iterator[hands.Hand]:
    """Each journey is told once and walked by every hand."""
    with hands.hand(browser, house, request.param) as opened:
        yield opened
