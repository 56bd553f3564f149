"""The database: whether it answers, is new enough, up to date, and keeps its walls."""

from datetime import datetime, timedelta
from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from branchline.core import clock

from ..postgres import EXTENSIONS, WEB, in_words
from ..rooms import Check
from ..tables import TableClass

OLDEST = 150000
MOST_SKEW = timedelta(seconds=5)

said = partial(Check, "database")


def _ours() -> BaseDatabaseWrapper:
    return connections["default"]


def answers() -> Check:
    """PostgreSQL answers, and is 15 or newer."""
    connection = _ours()
    try:
        connection.ensure_connection()
    except OperationalError as trouble:
        how = (
            "It runs while `branchline serve` or `make demo` runs"
            if settings.EMBEDDED
            else "Start it, or correct DATABASE_URL"
        )
        account = connections["owner"].settings_dict["USER"]
        words = in_words(trouble, account=account, otherwise=f"{how}.")
        return said(False, f"PostgreSQL can’t be used: {words}")
    return new_enough(connection.cursor().connection.info.server_version)


def new_enough(version: int) -> Check:
    """`version` as PostgreSQL says it: 150004."""
    if version < OLDEST:
        return said(False, f"PostgreSQL {version // 10000} is too old; install 15 or newer.")
    return said(True, f"PostgreSQL {version // 10000} answers.")


def extensions() -> Check:
    """What searching and the constraints are built on."""
    with _ours().cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        there = {name for (name,) in cursor.fetchall()}
    missing = [name for name in EXTENSIONS if name not in there]
    if missing:
        return Check(
            "extensions", False, f"Missing in the database: {', '.join(missing)}. `branchline migrate` makes"
            " them; on some systems the package postgresql-contrib must be installed first.",
        )  # fmt: skip
    return Check("extensions", True, "All extensions are there.")


def roles(connection: BaseDatabaseWrapper | None = None) -> Check:
    """The application is neither superuser nor owner: either would see through the walls."""
    connection = connection or _ours()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, session_user, rolsuper OR rolbypassrls,"
            " EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            "         AND relkind IN ('r', 'p') AND pg_has_role(current_user, relowner, 'USAGE'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        current, session, above, owns = cursor.fetchone()
    if above or owns:
        why = "sees through" if above else "owns the tables and so sees through"
        return Check(
            "roles", False, f"The application connects as {current}, who {why} the walls between"
            f" services. Give DATABASE_WEB_URL with a member of {WEB}.",
        )  # fmt: skip
    if current != session:
        return Check(
            "roles", False, f"The application signs in as {session} and steps down to {current}. Safer: set"
            f" DATABASE_WEB_URL with a log-in of its own that is a member of {WEB}.",
        )  # fmt: skip
    return Check("roles", True, f"The application is bound by the walls, as {current}.")


def walls() -> Check:
    """Row-level security is really on, with a policy, wherever rows belong to one service."""
    walled = {
        model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "table_class", None) in {TableClass.SERVICE_PRIVATE, TableClass.PUBLISHED}
    }
    with _ours().cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s)"
            " AND NOT (relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))",
            [sorted(walled)],
        )
        open_ = sorted(name for (name,) in cursor.fetchall())
    if open_:
        return Check(
            "walls", False, f"Row-level security is off for {', '.join(open_[:5])}: services could see each"
            " other’s rows. Restore the database from its backup, or report it.",
        )  # fmt: skip
    return Check("walls", True, f"Row-level security is on for {len(walled)} tables.")


def same_time(now: datetime) -> Check:
    """The machine and the database agree what time it is."""
    with _ours().cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    skew = abs(theirs - clock.now())
    if skew > MOST_SKEW:
        return Check(
            "clock", False, f"The clocks of this machine and the database differ by {skew.total_seconds():.0f}"
            " seconds. Switch time synchronisation on (timedatectl set-ntp true).",
        )  # fmt: skip
    return Check("clock", True, "This machine and the database agree what time it is.")


def migrations() -> Check:
    """Nothing waits to be applied."""
    executor = MigrationExecutor(_ours())
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        steps = "1 change waits" if len(waiting) == 1 else f"{len(waiting)} changes wait"
        return Check("migrations", False, f"{steps} for the database. Run `branchline migrate`.")
    return Check("migrations", True, "The database is up to date.")
