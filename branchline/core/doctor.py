"""What `branchline doctor` looks at on the ground floor; other rooms add their own checks."""

import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from .postgres import WEB
from .rooms import Check

OLDEST_BEAT = timedelta(minutes=5)
LEAST_DISK = 1_000_000_000
NEWEST_NEEDED = 150000


def checks(*, now: datetime) -> Sequence[Check]:
    """Database first: without it the others can't look."""
    database = _database()
    found = [database]
    if database.well:
        found += [_roles(), _migrations(), _worker(now)]
    return [*found, _mail(), _storage(), _secret_key(), _https(), _time_zone(), _disk()]


def _database() -> Check:
    try:
        connection.ensure_connection()
    except OperationalError as trouble:
        sentence = f"PostgreSQL does not answer: {str(trouble).strip()}. Start it, or correct DATABASE_URL."
        return Check("database", False, sentence)
    except ImproperlyConfigured:
        sentence = (
            "DATABASE_URL is no address of a PostgreSQL: postgres://name:password@host/database."
        )
        return Check("database", False, sentence)
    version = connection.cursor().connection.info.server_version
    if version < NEWEST_NEEDED:
        return Check(
            "database", False, f"PostgreSQL {version // 10000} is too old; install 15 or newer."
        )
    return Check("database", True, f"PostgreSQL {version // 10000} answers.")


def _roles() -> Check:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, session_user, rolsuper OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        current, session, sees_through = cursor.fetchone()
    if sees_through:
        return Check(
            "roles", False, f"The application connects as {current}, who sees through the walls between"
            f" services. Give DATABASE_WEB_URL with a member of {WEB}.",
        )  # fmt: skip
    if current != session:
        return Check(
            "roles", False, f"The application signs in as {session} and steps down to {current}. Safer: set"
            f" DATABASE_WEB_URL with a log-in of its own that is a member of {WEB}.",
        )  # fmt: skip
    return Check("roles", True, f"The application is bound by the walls, as {current}.")


def _migrations() -> Check:
    executor = MigrationExecutor(connections["default"])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Check(
            "migrations", False, f"{len(waiting)} migrations wait. Run `branchline migrate`."
        )
    return Check("migrations", True, "The database is up to date.")


def _worker(now: datetime) -> Check:
    from django.db import ProgrammingError

    from .models import Beat

    try:
        last = Beat.objects.filter(name="worker").first()
    except ProgrammingError:
        last = None
    if last is None or now - last.beat_at > OLDEST_BEAT:
        heard = f"since {last.beat_at:%d %B, %H:%M} UTC" if last else "yet"
        return Check(
            "worker",
            False,
            f"No worker has been heard {heard}: messages wait. Run `branchline worker`.",
        )
    return Check("worker", True, "The worker was heard within five minutes.")


def _mail() -> Check:
    backend = settings.EMAIL_BACKEND
    if settings.BRANCHLINE_DEMO:
        return Check("mail", True, "Demo: mail goes to the mailbox on the screen, never outside.")
    if backend.endswith("dummy.EmailBackend"):
        return Check("mail", False, "No mail server is set: messages go nowhere. Set EMAIL_URL, for example"
                     " smtp://name:password@mail.example.org:587.")  # fmt: skip
    return Check("mail", True, "A mail server is set.")


def _storage() -> Check:
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_text("well")
        probe.unlink()
    except OSError as trouble:
        return Check("storage", False, f"Files can't be kept in {folder}: {trouble.strerror}.")
    return Check("storage", True, f"Files can be kept in {folder}.")


def _secret_key() -> Check:
    if len(settings.SECRET_KEY) < 40:
        return Check("secret key", False, "SECRET_KEY is short. Use 50 random characters.")
    return Check("secret key", True, "The secret key is long enough.")


def _https() -> Check:
    address = settings.BRANCHLINE_ADDRESS
    if settings.BRANCHLINE_DEMO or address.startswith("https://"):
        return Check("https", True, f"The public address is {address}.")
    return Check("https", False, f"The public address {address} is not https. Put a certificate in front"
                 " (deploy/ shows how) and set BRANCHLINE_ADDRESS.")  # fmt: skip


def _time_zone() -> Check:
    well = settings.TIME_ZONE == "Europe/London" and settings.USE_TZ
    return Check(
        "time zone",
        well,
        "People see Europe/London." if well else "TIME_ZONE must be Europe/London.",
    )


def _disk() -> Check:
    free = shutil.disk_usage(
        settings.BRANCHLINE_VAR if Path(settings.BRANCHLINE_VAR).exists() else "/"
    ).free
    if free < LEAST_DISK:
        return Check(
            "disk", False, f"Only {free // 1_000_000} MB of disk are free. Make room soon."
        )
    return Check("disk", True, f"{free // 1_000_000_000} GB of disk are free.")
