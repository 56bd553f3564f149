"""Programs of other people that run outside our process: Node's by a script, Python's by their command."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

PEERS = Path(__file__).resolve().parents[1] / "peers"
PATIENCE = 120


def ask_node(script: str, given: bytes) -> Any:
    """What a script of tests/peers says of what it is given."""
    assert (PEERS / "node_modules/.ready").exists(), "run make tests/peers/node_modules/.ready"
    done = subprocess.run(
        [str(Path(sys.executable).with_name("node")), str(PEERS / script)],
        input=given,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def run(*command: str, **environment: str) -> str:
    """A program beside our own Python; what it prints."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:]],
        env={"PATH": str(program.parent), "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *said: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def over_http() -> Iterator[str]:
    """The product at an address, in threads of this process and on its database."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    application = get_wsgi_application()

    def answering(environ: Any, start: Any) -> Any:
        try:
            yield from application(environ, start)
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", 0, answering, _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
