"""The product as it really runs: granian and the worker, on a database that is there already."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from branchline.commands.children import begin, end
from branchline.commands.serve import answers, web, worker

PATIENCE = 120
"""Seconds until the first page on a machine that has much else to do."""


@contextmanager
def serving(port: int, environment: Mapping[str, str], *, workers: int = 1) -> Iterator[str]:
    """The address of the running product. What it starts ends with us, however we end."""
    subprocess.run(
        [sys.executable, "-m", "branchline", "manage", "collectstatic", "--noinput", "-v0"],
        env=environment,
        check=True,
    )
    children = [
        begin(command, environment) for command in (web("127.0.0.1", port, workers), worker())
    ]
    try:
        assert answers(f"http://127.0.0.1:{port}", PATIENCE), "the web server does not answer"
        yield f"http://localhost:{port}"
    finally:
        end(children)
