"""Processes that we start, look after, and stop: started again when they end by themselves."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import IO

from branchline.core.processes import end_with_parent

PATIENCE = 30.0
"""Seconds that a process gets to finish before it is ended."""

WELL_AFTER = 10.0
"""A process that ends sooner, the first time, was started wrongly: starting it again would not help."""

LONGEST_PAUSE = 30.0
"""Seconds between two starts of a process that keeps ending (a full disk, a database that is away)."""


def begin(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    log: IO[bytes] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own (Ctrl-C reaches only us, and we stop them in order).

    What it says goes to our own output, or to `log`. On Linux it is asked to stop even when we are killed ourselves and can't ask any more.
    """
    us = os.getpid()
    return subprocess.Popen(
        command,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=lambda: end_with_parent(us),
    )


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


class Kept:
    """One process that is started again when it ends, after a pause that grows while it keeps ending."""

    def __init__(self, command: Sequence[str], *, needed: bool = True) -> None:
        self.command = command
        # What is not needed is tried again however wrongly it was started: the others go on without it.
        self.was_well = not needed
        self.pause = 0.0
        self.due = 0.0
        self._start()

    def look(self) -> bool:
        """Start it again when it is time; False when that is hopeless."""
        status = self.child.poll()
        if status is None:
            return True
        now = time.monotonic()
        if not self.due:
            lived = now - self.began
            self.was_well |= lived >= WELL_AFTER or status == -signal.SIGKILL
            if not self.was_well:
                print(f"{self.name}… ended by itself.", file=sys.stderr)
                return False
            self.pause = 0.5 if lived >= LONGEST_PAUSE else min(self.pause * 2 + 0.5, LONGEST_PAUSE)
            self.due = now + self.pause
            print(f"{self.name}… ended; starting it again.", file=sys.stderr)
        elif now >= self.due:
            self._start()
        return True

    @property
    def name(self) -> str:
        """The beginning of its command."""
        return " ".join(self.command[:4])

    def _start(self) -> None:
        self.due = 0.0
        self.began = time.monotonic()
        self.child = begin(self.command)


def keep_running(
    commands: Sequence[Sequence[str]],
    ready: Callable[[], None] | None = None,
    *,
    besides: Sequence[Sequence[str]] = (),
    look_after: Callable[[], None] | None = None,
) -> int:
    """Run the commands until Ctrl-C, or until one of them can't be kept running; then stop them all.

    With `ready`, the first has the machine to itself until `ready` returns: people wait for its page. What runs
    `besides` takes nothing with it when it can't be kept running; it is tried again and again. `look_after` is called
    every second, for what all of them stand on.
    """
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    kept = [Kept(commands[0])]
    try:
        if ready:
            ready()
        kept += [Kept(each) for each in commands[1:]]
        kept += [Kept(each, needed=False) for each in besides]
        looked = time.monotonic()
        while not stopping:
            for each in kept:
                if not each.look():
                    return each.child.returncode or 1
            if look_after and time.monotonic() - looked >= 1:
                look_after()
                looked = time.monotonic()
            time.sleep(0.1)
    finally:
        end([each.child for each in kept])
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0
