"""Fixtures of the room places."""

import pytest

from .cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two services and their branches."""
    return make_cast()
