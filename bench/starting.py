"""`make demo` a second time: from the command to a page that answers."""

import os
import shutil
import signal
import subprocess
import sys

from branchline.commands.serve import answers, free_port
from branchline.core.postgres import Cluster

from .measure import Measured, timed
from .own import folder

LIMIT = 5.0
ROUNDS = 5


def second_start() -> Measured:
    """A demo of its own, loaded once, then started five times."""
    home = folder()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "BRANCHLINE_"))},
        "BRANCHLINE_VAR": str(home),
    }
    try:
        subprocess.run(
            [sys.executable, "-m", "branchline", "demo", "--load-only"], env=environment, check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        seconds = [_start(environment, free_port(19_300)) for _round in range(ROUNDS)]
        loading = [timed(lambda: _load_the_code(environment)) for _round in range(ROUNDS)]
    finally:
        Cluster(home).remove()
        shutil.rmtree(home, ignore_errors=True)
    return Measured("second start of the demo (to loading the code once)", seconds, loading, LIMIT)


def _load_the_code(environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "branchline", "manage", "version"], env=environment, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _start(environment: dict[str, str], port: int) -> float:
    demo: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        demo.append(
            subprocess.Popen(
                [sys.executable, "-m", "branchline", "demo", "--port", str(port)], env=environment,
                stdout=subprocess.DEVNULL,
            )
        )  # fmt: skip
        if not answers(f"http://127.0.0.1:{port}"):
            raise RuntimeError("the demo does not answer")

    try:
        return timed(start)
    finally:
        for process in demo:
            process.send_signal(signal.SIGINT)
            process.wait(60)
