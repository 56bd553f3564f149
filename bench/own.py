"""An installation of the bench's own: a PostgreSQL and folders that go away at the end."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from branchline.core.postgres import OWNER, WEB, Cluster

ROOM = Path("/var/tmp")  # survives a small /tmp in memory: a country takes 8 GB


class Below(Cluster):
    """A server whose data lies in the folder that we were given, whoever we are."""

    @property
    def place(self) -> Path:
        return self.home / "postgres"


def folder() -> Path:
    """A new folder that the server's account may pass through."""
    made = Path(tempfile.mkdtemp(prefix="branchline-bench-", dir=ROOM if ROOM.exists() else None))
    made.chmod(0o711)
    return made


@contextmanager
def installation(*, kept: Path | None = None, keep: bool = False) -> Iterator[dict[str, str]]:
    """The environment of a fresh installation with an empty, durable database, or of a kept one."""
    home = kept or folder()
    cluster = Below(home)
    try:
        cluster.start(["max_wal_size=4GB"])
        yield {
            "DATABASE_URL": cluster.url(OWNER),
            "DATABASE_WEB_URL": cluster.url(WEB),
            "BRANCHLINE_VAR": str(home),
            "BRANCHLINE_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "branchline.settings",
        }
    finally:
        if keep or kept:
            cluster.stop()
            print(f"Kept; look again with: python -m bench --kept {home}", file=sys.stderr)
        else:
            cluster.remove()
            shutil.rmtree(home, ignore_errors=True)


def branchline(*words: str, environment: Mapping[str, str]) -> None:
    """Run the command to its end; it shows how far it is."""
    subprocess.run(
        [sys.executable, "-m", "branchline", *words], env={**os.environ, **environment}, check=True
    )
