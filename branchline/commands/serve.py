"""Web server and worker in one terminal. Ctrl-C stops what was started here and nothing else."""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from .database import running

PATIENCE = 30.0
"""Seconds that a process gets to finish before it is ended."""

PR_SET_PDEATHSIG = 1
"""prctl(2): a signal for when our parent ends."""

MOST_REPLACED = 20
"""Killed processes (out of memory, say) that are started again before we give up."""


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


def begin(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own (Ctrl-C reaches only us, and we stop them in order).

    On Linux it is asked to stop even when we are killed ourselves and can't ask any more.
    """
    us = os.getpid()
    c_library = ctypes.CDLL(None) if sys.platform == "linux" else None

    def stop_with_us() -> None:
        if c_library is not None:
            c_library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != us:
                os._exit(1)

    return subprocess.Popen(
        command, env=environment, start_new_session=True, preexec_fn=stop_with_us
    )


def keep_running(commands: Sequence[Sequence[str]], ready: Callable[[], None] | None = None) -> int:
    """Run the commands until Ctrl-C, or until one of them ends; then stop them all.

    With `ready`, the first has the machine to itself until `ready` returns: people wait for its page.
    """
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    children = [begin(commands[0])]
    status = replaced = 0
    try:
        if ready:
            ready()
        children += [begin(each) for each in commands[1:]]
        while not stopping:
            ended = next((n for n, child in enumerate(children) if child.poll() is not None), None)
            if ended is None:
                time.sleep(0.1)
                continue
            name = " ".join(commands[ended][:4])
            if children[ended].returncode == -signal.SIGKILL and replaced < MOST_REPLACED:
                print(f"{name}… was killed; starting it again.", file=sys.stderr)
                children[ended] = begin(commands[ended])
                replaced += 1
                continue
            print(f"{name}… ended by itself.", file=sys.stderr)
            status = children[ended].returncode or 1
            break
    finally:
        end(children)
        for number, handler in before.items():
            signal.signal(number, handler)
    return status


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # Safe here: no other thread runs in this process.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_us)


def _end_with_us() -> None:
    """On Linux a child is asked to stop when we are killed, so that its port is free for the next start."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def end(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask every child to stop, wait, and end the ones that do not."""
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


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
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        print(
            f"Branchline listens on http://{options.host}:{options.port} for {settings.BRANCHLINE_ADDRESS}"
        )
        commands = [web(options.host, options.port, options.workers)]
        return keep_running(commands if options.no_worker else [*commands, worker()])
