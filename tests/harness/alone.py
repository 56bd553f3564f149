"""A library that runs alone: `branchline serve` with its embedded database, as an operator has it, for a test that
ends hard what belongs to it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from branchline.commands.children import begin, end
from branchline.commands.serve import answers, free_port
from branchline.core.postgres import DATABASE, Cluster

from .database import TEMPLATE
from .live import wait_until

PORTS = 22000
PATIENCE = 120.0
ROOT = Path(__file__).resolve().parents[2]
FURNISH = """
import json, django
django.setup()
from tests.harness.alone import furnish
print(json.dumps(furnish()))
"""


@dataclass(frozen=True)
class Alone:
    """What runs. `rhyme_time`: slug, broadcast, prefix, and what signs its staff in."""

    environment: Mapping[str, str]
    serve: int
    cluster: Cluster
    rhyme_time: Mapping[str, str]
    started: float
    """Seconds that it took until its pages answered: so long whatever is killed may take again on this machine."""

    @property
    def pages(self) -> str:
        """The address of the pages."""
        return self.environment["BRANCHLINE_ADDRESS"]

    @property
    def origin(self) -> str:
        """The address of the origin."""
        return self.environment["BRANCHLINE_LIVE_ADDRESS"]

    @property
    def root(self) -> Path:
        """The folder of everything that goes out."""
        return Path(self.environment["BRANCHLINE_LIVE_FOLDER"])

    def running(self, *words: str) -> list[int]:
        """Its processes whose command has all of these words, parents first."""
        found = [
            pid for pid, command in _below(self.serve) if all(word in command for word in words)
        ]
        return sorted(found)

    def kill(self, *words: str) -> None:
        """As `kill -9` does, all of them at once."""
        found = self.running(*words)
        assert found, f"nothing runs that is {' '.join(words)}"
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill_the_database(self) -> None:
        """Its first process, without which the others end."""
        os.kill(int((self.cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


@contextmanager
def alone(home: Path, live: Path) -> Iterator[Alone]:
    """Serving, with one rhyme time planned and its list looked at. `live`: the folder of what goes out."""
    first = free_port(PORTS + os.getpid() % 400 * 20)
    environment = os.environ | {
        "BRANCHLINE_DEMO": "1",
        "BRANCHLINE_VAR": str(home),
        "BRANCHLINE_ADDRESS": f"http://localhost:{first}",
        "BRANCHLINE_LIVE_ADDRESS": f"http://localhost:{free_port(first + 1)}",
        "BRANCHLINE_RTMP_PORT": str(free_port(first + 10)),
        "BRANCHLINE_LIVE_FOLDER": str(live),
        "DJANGO_SETTINGS_MODULE": "branchline.settings",
        "SECRET_KEY": "k" * 50,
    }
    for name in ("DATABASE_URL", "DATABASE_WEB_URL", "PYTEST_XDIST_WORKER"):
        environment.pop(name, None)
    cluster = Cluster(home)
    server = None
    try:
        _fill(cluster, environment)
        told = subprocess.run(
            [sys.executable, "-c", FURNISH],
            env=environment, cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        ports = [environment[name].rsplit(":", 1)[1] for name in ("BRANCHLINE_ADDRESS", "BRANCHLINE_LIVE_ADDRESS")]  # fmt: skip
        command = ["serve", "--port", ports[0], "--live-port", ports[1], "--workers", "1"]
        begins = time.monotonic()
        server = begin([sys.executable, "-m", "branchline", *command], environment)
        assert answers(environment["BRANCHLINE_ADDRESS"], PATIENCE), "the pages do not answer"
        started = time.monotonic() - begins
        rhyme_time = json.loads(told.splitlines()[-1])
        house = Alone(environment, server.pid, cluster, rhyme_time, started)
        wait_until(lambda: house.running("branchline", "caster"), "the caster runs")
        assert answers(house.origin, PATIENCE), "the origin does not answer"
        yield house
    finally:
        if server is not None:
            end([server])
        cluster.remove()


def _fill(cluster: Cluster, environment: Mapping[str, str]) -> None:
    """Its database as it is after `branchline migrate`: copied from the tests' own where that is embedded too."""
    # On a machine with a slow disk nobody waits for it before the story begins.
    cluster.start(["fsync=off", "full_page_writes=off"])
    tests = Cluster(Path(os.environ["BRANCHLINE_TEST_HOME"]), throwaway=True)
    if not tests.is_running():
        subprocess.run([sys.executable, "-m", "branchline", "migrate"], env=environment, check=True)
        return
    dump = str(cluster.place / "dump.sql")
    tests.run("pg_dump", "-h", str(tests.sockets), "-U", "postgres", "-f", dump, TEMPLATE)
    # With a checkpoint: whoever recovers reads on from there.
    cluster.run("psql", "-q", "-h", str(cluster.sockets), "-U", "postgres", "-d", DATABASE, "-v", "ON_ERROR_STOP=1", "-f", dump, "-c", "CHECKPOINT")  # fmt: skip


def furnish() -> dict[str, str]:
    """In the house: Alice's library, Bob who works there, and a rhyme time whose list was looked at."""
    from django.conf import settings

    from branchline.core import clock
    from branchline.core.scoping import scope
    from branchline.core.words import said
    from branchline.live.demo.looking import look_at_everything
    from branchline.live.models import Broadcast
    from branchline.live.tests.sheets import staff_of
    from branchline.places.models import Branch, Service

    now = clock.now()
    service = Service.objects.create(slug="alice", name=said("Alice’s libraries"), nation="england")
    with scope(service.pk):
        branch = Branch.objects.create(service=service, name=said("Sale Library"))
        broadcast = Broadcast.objects.create(
            service=service, branch=branch, title=said("Rhyme time"), starts_at=now, made_at=now
        )
        look_at_everything(broadcast, now=now)
    return {
        "slug": service.slug,
        "broadcast": broadcast.public_id,
        "prefix": broadcast.prefix,
        "signed_in": staff_of(service).cookies[settings.SESSION_COOKIE_NAME].value,
    }


def _below(parent: int) -> list[tuple[int, str]]:
    """Every process that this one has started, with its command, however deep."""
    above: dict[int, int] = {}
    commands: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, its_parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[:2]
            commands[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()  # fmt: skip
        except (OSError, ValueError):
            continue
        if state != "Z":
            above[int(folder.name)] = int(its_parent)
    found, wave = [], {parent}
    while wave:
        wave = {pid for pid, its_parent in above.items() if its_parent in wave}
        found += [(pid, commands[pid]) for pid in wave]
    return found
