"""Pages in tests: no collected static files, no second factor unless a test asks for it."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def pages_as_they_are(settings: Any) -> None:
    """Static files by their own names, and a sign-in is enough for the desk."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.BRANCHLINE_SECOND_FACTOR_REQUIRED = False
