"""Web server and worker in one terminal. Ctrl-C stops what was started here and nothing else."""

import argparse
import socket
import sys
import time
import urllib.error
import urllib.request

from .children import keep_running
from .database import running
from .static import collect


def free_port(wanted: int, host: str = "127.0.0.1") -> int:
    """The wanted port, or the next free one of twenty."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    sys.exit(
        f"The ports {wanted} to {wanted + 19} are all taken. Choose another: PORT=9000 make demo"
    )


def web(host: str, port: int, workers: int) -> list[str]:
    """The command of the web server: granian, WSGI, one thread a process (measured best)."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--log-level", "warning",
        "--workers-kill-timeout", "5",
        # One worker that is killed for want of memory must not take the others with it.
        "--respawn-failed-workers", "--respawn-interval", "0.5", "branchline.wsgi:application",
    ]  # fmt: skip


def worker() -> list[str]:
    """The command of the worker."""
    return [sys.executable, "-m", "branchline", "worker"]


def answers(address: str, seconds: float = 30) -> bool:
    """Wait until the web server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/robots.txt", timeout=2):  # noqa: S310
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


def run(options: argparse.Namespace) -> int:
    """`branchline serve`."""
    with running():
        from django.conf import settings

        collect()
        print(
            f"Branchline listens on http://{options.host}:{options.port} for {settings.BRANCHLINE_ADDRESS}"
        )
        commands = [web(options.host, options.port, options.workers)]
        return keep_running(commands if options.no_worker else [*commands, worker()])
