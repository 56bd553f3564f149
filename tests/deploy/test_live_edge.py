"""What goes out live, through the nginx of `deploy/`: the one before the pages, and an edge."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from branchline.commands.children import begin, end
from branchline.commands.serve import free_port
from branchline.live.passes import give_pass
from branchline.live.stream.house import spool_of

from .nginx import HERE, MISSING, NGINX, Front, at_the_edge, in_front
from .units import starts

pytestmark = [
    pytest.mark.walk,
    pytest.mark.xdist_group("nginx"),
    pytest.mark.skipif(not NGINX, reason=MISSING),
]
PORTS = 19400
PAGES = "https://libraries.test"
PREFIX = "x" * 22
LISTED = f"/live/{PREFIX}/720p/now.m3u8"
SEGMENT = f"/live/{PREFIX}/720p/000000.ts"


@dataclass
class Line:
    """Origin, the house's nginx before it, and an edge before that."""

    root: Path
    port: int
    front: Front
    edge: Front
    log: Path
    environment: dict[str, str]

    def start(self) -> None:
        command = starts("origin", there="--port 8100", instead=f"--port {self.port}")
        self.process = begin(command, self.environment)
        until = time.monotonic() + 60
        while self.front.ask(LISTED).status != 200:
            assert time.monotonic() < until, "the origin never answers"
            time.sleep(0.1)

    def stop(self) -> None:
        end([self.process])


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    from django.conf import settings

    root = tmp_path / "live"
    (root / "public" / PREFIX / "720p").mkdir(parents=True)
    (root / "public" / PREFIX / "720p" / "now.m3u8").write_text("#EXTM3U\n")
    (root / "public" / PREFIX / "720p" / "000000.ts").write_bytes(b"G" * 188)
    environment = os.environ | {
        "BRANCHLINE_LIVE_FOLDER": str(root),
        "BRANCHLINE_ADDRESS": PAGES,
        "SECRET_KEY": settings.SECRET_KEY,
    }
    port = free_port(PORTS)
    plain = free_port(port + 1)
    secure = free_port(plain + 1)
    there = free_port(secure + 1)
    homes = [tmp_path / "front", tmp_path / "edge"]
    for home in homes:
        home.mkdir()
    with (
        in_front(
            web=port + 90, plain=plain, secure=secure, static=tmp_path, home=homes[0], origin=port
        ) as front,
        at_the_edge(secure=there, behind=secure, home=homes[1]) as edge,
    ):
        made = Line(root, port, front, edge, homes[1] / "live.log", environment)
        made.start()
        try:
            yield made
        finally:
            made.stop()


def test_the_house_leads_what_is_live_to_its_origin(line: Line) -> None:
    listed = line.front.ask(LISTED)
    assert (listed.words, listed.headers["Cache-Control"]) == ("#EXTM3U\n", "public, max-age=1")
    assert listed.headers["Access-Control-Allow-Origin"] == PAGES
    sent(line, line.front, 0)
    line.stop()
    away = line.front.ask(LISTED)
    assert (away.status, "Nothing is lost" in away.words) == (503, False)
    line.start()


def test_an_edge_keeps_what_may_be_kept_and_hands_on_the_rest(line: Line) -> None:
    first, second = (line.edge.ask(SEGMENT) for _ in range(2))
    assert [a.headers["X-Branchline-Edge"] for a in (first, second)] == ["MISS", "HIT"]
    assert second.body == b"G" * 188
    assert second.headers["Cache-Control"] == "public, max-age=86400, immutable"
    assert second.headers["Access-Control-Allow-Origin"] == PAGES
    assert line.edge.ask(LISTED).words == "#EXTM3U\n"
    sent(line, line.edge, 0)
    beat = f"/beat/{PREFIX}/{'t' * 16}/1000"
    assert [line.edge.ask(beat, method="POST").status for _ in range(2)] == [204, 204]
    assert line.edge.ask("/trafford/").status == 404
    assert line.edge.ask(LISTED, method="DELETE").status == 403

    line.stop()
    until = time.monotonic() + 30
    while (stale := line.edge.ask(LISTED)).headers["X-Branchline-Edge"] != "STALE":
        # nginx counts how long an answer may be kept in whole seconds of its clock: for up to two it is a HIT.
        assert time.monotonic() < until, "an edge never finds its list too old"
        time.sleep(0.2)
    assert (stale.status, stale.words) == (200, "#EXTM3U\n")
    assert line.edge.ask(SEGMENT).headers["X-Branchline-Edge"] == "HIT"
    assert line.edge.ask(beat, method="POST").status == 503
    line.start()
    (line.root / "public" / PREFIX / "720p" / "now.m3u8").write_text("#EXTM3U\n#later\n")
    until = time.monotonic() + 30
    while line.edge.ask(LISTED).words != "#EXTM3U\n#later\n":
        assert time.monotonic() < until, "an edge goes on with what is new"
        time.sleep(0.2)


def test_an_edge_writes_down_nobody(line: Line) -> None:
    line.edge.ask(SEGMENT)
    until = time.monotonic() + 30
    while not line.log.exists() or not line.log.read_text():
        assert time.monotonic() < until
        time.sleep(0.2)
    said = line.log.read_text()
    assert HERE not in said
    assert PREFIX not in said
    assert " 200 188 " in said


def sent(line: Line, through: Front, number: int) -> None:
    """A studio's chunk goes through, as large as they come."""
    content = bytes(4_000_000)
    path = f"/send/{give_pass(broadcast='k7mp2x9d0q', session=1)}/{number}"
    answer = through.ask(path, method="PUT", headers={"X-Recorded": "1000"}, body=content)
    assert answer.status == 204
    assert next(spool_of(line.root, "k7mp2x9d0q", 1).chunks(number)).read() == content
