"""Fixtures of the room places."""

from pathlib import Path
from typing import Any

import pytest

from .cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two services and their branches."""
    return make_cast()


@pytest.fixture(autouse=True)
def plain_static(settings: Any, tmp_path: Path) -> None:
    """Pages name their static files as they are; nothing needs to be collected first."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
