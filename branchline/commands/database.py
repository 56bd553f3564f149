"""The database of this installation: started where it is embedded, and brought up to date."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def running() -> Iterator[None]:
    """Set Django up with a database that answers; stop the embedded one only if we started it."""
    from branchline.settings.database import CLUSTER, EMBEDDED

    started = EMBEDDED and CLUSTER.start()
    try:
        django.setup()
        yield
    finally:
        if started:
            CLUSTER.stop()


def bring_up_to_date(*, quiet: bool = False) -> bool:
    """Apply what is waiting, as the owner. Says whether anything was."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from branchline.core.postgres import prepare

    owner = connections["owner"]
    executor = MigrationExecutor(owner)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    prepare(owner)
    call_command("migrate", database="owner", verbosity=0 if quiet else 1, interactive=False)
    owner.close()
    return True


def run(options: argparse.Namespace) -> int:
    """`branchline migrate`."""
    with running():
        print("Brought up to date." if bring_up_to_date() else "Nothing waits.")
    return 0
