"""`branchline demo`: real places, invented people, everything started."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from .authority import Papers, own_address, papers
from .children import keep_running
from .database import Revival, bring_up_to_date, running
from .intake import intake
from .live import caster, origin
from .rhyme_time import rhyme_time
from .serve import answers, free_port, web, worker
from .static import collect
from .trust import qr, teaching

REFRESH_AFTER = timedelta(days=7)
"""A demo that is older gets new events, so that there is always something on."""


def run(options: argparse.Namespace) -> int:
    """Start the demo; the second start finds everything in place."""
    began = time.monotonic()
    os.environ["BRANCHLINE_DEMO"] = "1"
    port = free_port(options.port, patience=2)
    if port != options.port:
        print(f"Port {options.port} is taken; using {port}.")
    at = _where(port, tls=options.tls)
    if options.reset:
        _start_over()
    with running():
        _furnish()
        if options.load_only:
            return 0
        address = os.environ["BRANCHLINE_ADDRESS"]

        def ready() -> None:
            if answers(address, trust=at.papers.authority if at.papers else None):
                _welcome(address, time.monotonic() - began)
                if at.papers:
                    _say_how_to_trust(at)
            else:
                print("The web server does not answer; its messages are above.", file=sys.stderr)

        live = [origin(at.host, at.live, at.papers), caster(), intake(), rhyme_time()]
        commands = [web(at.host, port, 2, at.papers), worker()]
        with _teaching(at, address):
            status = keep_running(commands, ready, besides=live, look_after=Revival())
        print(
            "\nStopped. Your data is kept; `make demo` starts again, `make demo RESET=1` starts over."
        )
        return status


@dataclass(frozen=True)
class Where:
    """`host`: where it listens. Encrypted for the whole network if it has papers; `trust` is then a port too."""

    host: str
    live: int
    trust: int = 0
    papers: Papers | None = None


def _where(port: int, *, tls: bool) -> Where:
    """Choose ports and addresses, and tell every process that is started."""
    live, rtmp = free_port(port + 100, patience=2), free_port(port + 200)
    name = f"https://{own_address()}" if tls else "http://localhost"
    host = "0.0.0.0" if tls else "127.0.0.1"  # noqa: S104  # phones are elsewhere
    given = {
        "ADDRESS": f"{name}:{port}",
        "LIVE_ADDRESS": f"{name}:{live}",
        "INTAKE_HOST": host,
        "RTMP_PORT": str(rtmp),
        "SRT_PORTS": f"{port + 230}-{port + 239}",
    }
    for setting, value in given.items():
        os.environ.setdefault(f"BRANCHLINE_{setting}", value)
    if not tls:
        return Where(host, live)
    # Not before: settings are read when they are first looked at.
    from branchline.settings.environment import VAR

    return Where(host, live, free_port(port + 300), papers(VAR / "tls", (own_address(),)))


@contextmanager
def _teaching(at: Where, address: str) -> Iterator[None]:
    if at.papers is None:
        yield
        return
    with teaching(at.host, at.trust, address=address, certificate=at.papers.authority):
        yield


def _say_how_to_trust(at: Where) -> None:
    page = f"http://{own_address()}:{at.trust}/"
    print(f"  With a phone in the same network, first open {page}\n\n{qr(page)}", flush=True)


def _start_over() -> None:
    from branchline.settings.database import CLUSTER, EMBEDDED

    if EMBEDDED:
        CLUSTER.remove()
        return
    import django

    django.setup()
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connections.close_all()


def _furnish() -> None:
    """Migrate, build static files, load the demo: each only when needed."""
    from branchline.core import clock
    from branchline.core.models import Beat
    from branchline.core.rooms import rooms

    if bring_up_to_date(quiet=True):
        print("Database ready.")
    collect()
    now = clock.now()
    loaded = Beat.objects.filter(name="demo").first()
    if loaded is not None and now - loaded.beat_at < REFRESH_AFTER:
        return
    for room in rooms():
        began = time.monotonic()
        room.demo(now=now)
        if (took := time.monotonic() - began) > 0.2:
            print(f"Loaded {room.title} ({took:.1f} s).")
    Beat.objects.update_or_create(name="demo", defaults={"beat_at": now})


def _welcome(address: str, took: float) -> None:
    from branchline.people.demo import demo_people

    lines = [f"    {person.role:<18} {person.email:<36} {person.at}" for person in demo_people()]
    print(
        f"\n  Branchline is running (ready in {took:.1f} s).\n\n"
        f"    Open      {address}\n"
        f"    Sign in   {address}/demo  (one click for each role)\n"
        f"    Messages  {address}/demo/mailbox  (nothing leaves this machine)\n\n"
        + "\n".join(lines)
        + "\n\n  Real places, invented people and events. Ctrl-C stops everything started here.\n",
        flush=True,
    )
