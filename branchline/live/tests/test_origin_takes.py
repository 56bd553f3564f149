"""What the origin answers to a studio that sends, in whatever order and however often."""

from pathlib import Path
from typing import Any

from branchline.live.origin import Origin
from branchline.live.passes import NOBODY, give_pass
from branchline.live.stream.house import spool_of
from branchline.live.stream.spool import LARGEST
from tests.harness.looping import run

PASS = give_pass(broadcast="story", session=1)


def put(root: Path, path: str, content: bytes = b"picture", recorded: str = "1000") -> int:
    """The status that a studio is answered."""
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    scope = {
        "type": "http", "method": "PUT", "path": path,
        "headers": [(b"x-recorded", recorded.encode())] if recorded else [],
    }  # fmt: skip
    run(Origin(root, "http://localhost")(scope, receive, send))
    return int(told[0]["status"])


def test_a_chunk_is_kept_once_however_often_it_is_sent(tmp_path: Path) -> None:
    assert put(tmp_path, f"/send/{PASS}/0") == 204
    assert put(tmp_path, f"/send/{PASS}/0") == 204
    assert put(tmp_path, f"/send/{PASS}/0", b"another picture") == 409
    assert [chunk.read() for chunk in spool_of(tmp_path, "story", 1).chunks()] == [b"picture"]


def test_what_comes_after_somebody_has_taken_over_goes_to_the_recording_and_says_so(
    tmp_path: Path,
) -> None:
    assert put(tmp_path, f"/send/{PASS}/0") == 204
    spool_of(tmp_path, "story", 1).close()
    assert put(tmp_path, f"/send/{PASS}/1") == 202
    assert put(tmp_path, f"/send/{PASS}/1") == 202
    assert spool_of(tmp_path, "story", 1).numbers() == [0, 1]


def test_what_nobody_allowed_or_nobody_can_read_is_refused(tmp_path: Path) -> None:
    assert put(tmp_path, f"/send/{PASS[:-1]}/0") == 403
    assert put(tmp_path, f"/send/{PASS}/0", b"") == 400
    assert put(tmp_path, f"/send/{PASS}/0", recorded="") == 400
    assert put(tmp_path, f"/send/{PASS}/0", b"x" * (LARGEST + 1)) == 413
    assert not (tmp_path / "spool").exists()


def test_a_probe_is_kept_nowhere_and_its_pass_opens_nothing_else(tmp_path: Path) -> None:
    probing = give_pass(broadcast="story", session=NOBODY)
    assert put(tmp_path, f"/probe/{probing}", b"x" * 250_000) == 204
    assert put(tmp_path, "/probe/somebody-who-made-one-up", b"x") == 403
    assert put(tmp_path, f"/probe/{probing}", b"x" * (LARGEST + 1)) == 413
    assert put(tmp_path, f"/send/{probing}/0") == 403
    assert not list(tmp_path.iterdir())
