"""Web server and worker in one terminal. Ctrl-C stops what was started here and nothing else."""

import argparse
import socket
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from .authority import Papers, encrypted
from .children import keep_running
from .database import Revival, running
from .intake import intake
from .live import caster, origin
from .static import collect


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens there. Two servers of one account could share a port without noticing."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(wanted: int, *, patience: float = 0) -> int:
    """The wanted port, or the next free one of twenty. With `patience` (seconds), whoever holds the wanted
    one may still leave: what a killed demo has started ends a moment after it."""
    until = time.monotonic() + patience
    while not is_free(wanted) and time.monotonic() < until:
        time.sleep(0.1)
    for port in range(wanted, wanted + 20):
        if is_free(port):
            return port
    sys.exit(
        f"The ports {wanted} to {wanted + 19} are all taken. Choose another: PORT=9000 make demo"
    )


def web(host: str, port: int, workers: int, papers: Papers | None = None) -> list[str]:
    """The command of the web server: granian, WSGI, one thread a process (measured best)."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--log-level", "warning",
        "--workers-kill-timeout", "5",
        # One worker that is killed for want of memory must not take the others with it.
        "--respawn-failed-workers", "--respawn-interval", "0.5", *encrypted(papers), "branchline.commands.web:application",
    ]  # fmt: skip


def worker() -> list[str]:
    """The command of the worker."""
    return [sys.executable, "-m", "branchline", "worker"]


def answers(address: str, seconds: float = 30, *, trust: Path | None = None) -> bool:
    """Wait until the web server answers. `trust`: whose word for its name is taken too."""
    context = ssl.create_default_context(cafile=trust)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/robots.txt", timeout=2, context=context):  # noqa: S310
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


def run(options: argparse.Namespace) -> int:
    """`branchline serve`."""
    if not is_free(options.port, options.host):
        print(
            f"Port {options.port} of {options.host} can’t be used. Perhaps Branchline runs there already;"
            " else choose another with --port.",
            file=sys.stderr,
        )
        return 2
    with running():
        from django.conf import settings

        collect()
        print(
            f"Branchline listens on http://{options.host}:{options.port} for {settings.BRANCHLINE_ADDRESS}"
        )
        commands = [web(options.host, options.port, options.workers)]
        if not options.no_worker:
            commands.append(worker())
        live = []
        if not options.no_live:
            live = [origin(options.host, options.live_port), caster(), intake()]
        return keep_running(commands, besides=live, look_after=Revival())
