"""A database of the rehearsal's own, made for it and removed after it: nothing of a real service is read or written."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from branchline.core.postgres import OWNER, WEB, Cluster


@contextmanager
def scratch() -> Iterator[None]:
    """Django, set up on an empty, migrated database. To be entered before anything has read the settings."""
    home = Path(tempfile.mkdtemp(prefix="branchline-rehearsal-"))
    cluster = Cluster(home, throwaway=True)
    try:
        cluster.start()
        os.environ |= {
            "DATABASE_URL": cluster.url(OWNER),
            "DATABASE_WEB_URL": cluster.url(WEB),
            "BRANCHLINE_VAR": str(home),
            # Invented people, and no message leaves this machine.
            "BRANCHLINE_DEMO": "1",
            "EMAIL_URL": "dummymail://",
            "BRANCHLINE_BUCKET": "",
        }
        import django

        django.setup()
        from django.db import connections

        from ..database import bring_up_to_date

        bring_up_to_date(quiet=True)
        try:
            yield
        finally:
            connections.close_all()
    finally:
        cluster.remove()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def pages() -> Iterator[None]:
    """Pages as they are, without collected styles: no browser fetches them here."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        MIDDLEWARE=[each for each in settings.MIDDLEWARE if "whitenoise" not in each],
        BRANCHLINE_SECOND_FACTOR_REQUIRED=False,
    ):
        yield
