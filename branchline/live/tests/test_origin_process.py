"""The origin as it really runs, in granian: what it answers, what it counts, and what stands in its log."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from branchline.commands.children import end
from branchline.commands.live import origin
from branchline.commands.serve import free_port
from branchline.live.stream.counted import beats_of, read_now
from branchline.live.stream.tally import tally_file

PREFIX = "AbCdEfGhIjKlMnOpQrStUv"
ELSEWHERE = "ZzZzZzZzZzZzZzZzZzZzZz"
SCREEN = "0123456789abcdef01234567"
VISITOR = "127.7.7.7"
"""From where we come: an address like no other."""
PATIENCE = 60


@dataclass
class Asked:
    """A visitor with one connection."""

    port: int
    door: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.door = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE, source_address=(VISITOR, 0)
        )

    def __call__(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        forwarded = {"X-Forwarded-For": "203.0.113.9", "User-Agent": "Visitor/7"}
        self.door.request(method, path, body, forwarded)
        answer = self.door.getresponse()
        told = answer.status, answer.read()
        if body:
            # Whoever refuses what was sent without reading it may hang up; the next request opens another line.
            self.door.close()
        return told


@contextmanager
def running(root: Path, log: Path) -> Iterator[Asked]:
    """An origin of its own on a free port; all that it says goes into `log`."""
    port = free_port(19_500)
    environment = {
        **os.environ,
        "BRANCHLINE_LIVE_FOLDER": str(root),
        "BRANCHLINE_ADDRESS": "http://localhost:8000",
        "SECRET_KEY": "k" * 50,
    }
    with log.open("ab") as said:
        child = subprocess.Popen(
            origin("127.0.0.1", port),
            env=environment,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.05)
        asked = Asked(port)
        with closing(asked.door):
            yield asked
    finally:
        end([child])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A broadcast that has released one segment, and another that can't be read."""
    public = tmp_path / "public" / PREFIX / "360p"
    public.mkdir(parents=True)
    (public / "000001.ts").write_bytes(b"\x47" * 1880)
    (public / "000002.ts").mkdir()
    return tmp_path


@pytest.mark.walk
def test_screens_are_counted_over_http_and_a_restart_goes_on_with_them(
    root: Path, tmp_path: Path
) -> None:
    log, folder = tmp_path / "log", root / "counts" / PREFIX
    beat = f"/beat/{PREFIX}/{SCREEN}"
    with running(root, log) as ask:
        assert ask("GET", f"/live/{PREFIX}/360p/000001.ts") == (200, b"\x47" * 1880)
        assert ask("POST", f"{beat}/0") == (204, b"")
        assert ask("POST", f"/beat/{ELSEWHERE}/{SCREEN}/0")[0] == 404
        assert ask("POST", f"{beat}/far")[0] == 404
        assert ask("POST", f"/heart/{PREFIX}/{SCREEN}")[0] == 204
        assert ask("GET", f"/live/{PREFIX}/now.json") == (200, b'{"hearts":0}')
        assert ask("GET", f"/live/{ELSEWHERE}/now.json")[0] == 404
    state = (folder / "live.state").read_text()
    assert not (root / "counts" / ELSEWHERE).exists()
    # It has not moved yet, so nobody watches; nine seconds of picture and more make a screen of it.
    assert '"screens": {}' in state and "s 0 1" in beats_of(folder).read_text()
    with running(root, log) as ask:
        assert ask("POST", f"{beat}/0")[0] == 204
        time.sleep(8.2)
        assert ask("POST", f"{beat}/15000")[0] == 204
        for told in (f"heart/{PREFIX}/{SCREEN}", f"family/{PREFIX}/{SCREEN}/4"):
            assert ask("POST", f"/{told}")[0] == 204
        assert ask("GET", f"/live/{PREFIX}/now.json") == (200, b'{"hearts":1}')
    now = read_now(folder, time.monotonic())
    assert now is not None and (now.watching, now.hearts) == (1, 1)
    with running(root, log) as ask:
        assert ask("GET", f"/live/{PREFIX}/now.json") == (200, b'{"hearts":1}')
        assert ask("POST", f"/bye/{PREFIX}/{SCREEN}/16000")[0] == 204
        assert ask("POST", f"/again/{PREFIX}/{SCREEN[::-1]}")[0] == 204
    found = tally_file(beats_of(folder), pace=2)
    assert (found.screens, found.people, found.told) == (1, 4, 1)
    assert SCREEN not in beats_of(folder).read_text()


def test_no_address_no_token_and_no_pass_stands_in_the_log(root: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(root, log) as ask:
        for method, path in (
            ("GET", f"/live/{PREFIX}/360p/000001.ts"),
            ("GET", f"/live/{PREFIX}/360p/000009.ts"),
            ("GET", f"/live/{PREFIX}/360p/../../../../etc/passwd"),
            ("POST", f"/beat/{PREFIX}/{SCREEN}/1000"),
            ("POST", f"/family/{PREFIX}/{SCREEN}/3"),
            ("PUT", "/send/somebodys-secret-pass-from-elsewhere/1"),
            ("OPTIONS", "/send/anything"),
            ("DELETE", "/"),
        ):
            assert ask(method, path, b"x" if method == "PUT" else b"")[0] in {200, 204, 403, 404}
        # What goes wrong inside is said, without whom it happened to.
        assert ask("GET", f"/live/{PREFIX}/360p/000002.ts")[0] == 500
        with socket.create_connection(("127.0.0.1", ask.port), source_address=(VISITOR, 0)) as raw:
            raw.sendall(b"\x16\x03\x01 not http at all\r\n\r\n")
            raw.recv(1000)
    said = log.read_text(errors="replace")
    assert "IsADirectoryError" in said
    for secret in (VISITOR, "127.7", "203.0.113.9", "Visitor/7", SCREEN, "somebodys-secret"):
        assert secret not in said
