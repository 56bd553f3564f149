"""The database of this installation: started where it is embedded, and brought up to date."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import django

MIGRATING = 20260824
"""Key of the advisory lock of whoever migrates."""
TOO_OLD = (
    "This database was made by a Branchline before 26 November 2026, with steps that have since been joined"
    " into one per room. Run `branchline migrate` of a version of that day first, then of this one; a demo"
    " starts over with `make demo RESET=1`."
)


@contextmanager
def running() -> Iterator[None]:
    """Set Django up with a database that answers; the embedded one runs while somebody uses it."""
    from branchline.settings.database import CLUSTER, EMBEDDED

    with CLUSTER.in_use() if EMBEDDED else nullcontext():
        django.setup()
        yield


@dataclass
class Revival:
    """Start the embedded server again if it was killed: want of memory may take it, and every page with it. To be
    called every second; what stands in the way is said once."""

    _said: str = ""

    def __call__(self) -> None:
        from branchline.core.postgres import DatabaseTrouble
        from branchline.settings.database import CLUSTER, EMBEDDED

        try:
            if EMBEDDED and CLUSTER.revive():
                self._say("The database… ended; it is started again.")
        except DatabaseTrouble as trouble:
            self._say(f"The database… ended, and can’t be started: {trouble}")
        else:
            self._said = ""

    def _say(self, words: str) -> None:
        if words != self._said:
            print(words, file=sys.stderr)
        self._said = words


def bring_up_to_date(*, quiet: bool = False) -> bool:
    """Apply what is waiting, as the owner. Says whether anything was; ends in words on a database too old."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.exceptions import NodeNotFoundError
    from django.db.migrations.executor import MigrationExecutor

    from branchline.core.postgres import prepare

    owner = connections["owner"]
    with owner.cursor() as cursor:
        # Two starts at once: the second waits, and finds nothing left to do. Closing lets go.
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        executor = MigrationExecutor(owner)
        done = executor.loader.applied_migrations
        for joined in executor.loader.replacements.values():
            if 0 < sum(step in done for step in joined.replaces) < len(joined.replaces):
                raise SystemExit(TOO_OLD)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        prepare(owner)
        call_command("migrate", database="owner", verbosity=0 if quiet else 1, interactive=False)
        return True
    except NodeNotFoundError:
        raise SystemExit(TOO_OLD) from None
    finally:
        owner.close()


def run(options: argparse.Namespace) -> int:
    """`branchline migrate`."""
    with running():
        print("Brought up to date." if bring_up_to_date() else "Nothing waits.")
    return 0
