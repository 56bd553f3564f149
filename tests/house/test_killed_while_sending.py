"""The web server is killed, and comes back, while two tablets send what they have counted: nothing is lost or doubled."""

import http.client
import json
import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.events.models import Attendance, Occurrence
from branchline.places.queries import service_at
from tests.harness.cast import Visitor, cookies_of

SLUG = "trafford"
EACH, BATCH = 120, 3
PATIENCE = 120.0
CSRF = "k" * 32


def processes(parent: int) -> list[int]:
    """The children of a process that are web servers."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, above = (folder / "stat").read_text().rsplit(")", 1)[1].split()[:2]
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        web = b"granian" in command or b"multiprocessing" in command
        if above == str(parent) and state != "Z" and web and b"resource_tracker" not in command:
            found.append(int(folder.name))
    return found


class Tablet:
    """Sends its presses until each has been answered, as the script in the browser does."""

    def __init__(self, house: str, date: str, cookies: str) -> None:
        self.host, self.about = house.split("//")[1], f"events.occurrence:{date}"
        self.headers = {"Cookie": f"{cookies}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "Content-Type": "application/json"}  # fmt: skip
        made_at = int(clock.now().timestamp() * 1000)
        self.waits = [
            {"id": str(uuid4()), "kind": "events.counted", "made_at": made_at, "payload": {"band": "adults", "by": 1}}
            for _press in range(EACH)
        ]  # fmt: skip
        self.failures = 0

    def send_all(self) -> None:
        until = time.monotonic() + PATIENCE
        while self.waits and time.monotonic() < until:
            try:
                answers = self._send(self.waits[:BATCH])
            except (OSError, http.client.HTTPException, ValueError):
                self.failures += 1
                time.sleep(0.05)
            else:
                self.waits = [each for each in self.waits if each["id"] not in answers]

    def _send(self, operations: list[dict[str, object]]) -> dict[str, object]:
        connection = http.client.HTTPConnection(self.host, timeout=20)
        body = {"about": self.about, "device": "tablet", "sent_at": int(clock.now().timestamp() * 1000), "operations": operations}  # fmt: skip
        connection.request("POST", f"/{SLUG}/desk/offline", json.dumps(body), self.headers)
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        if answer.status != 200:
            raise ValueError(answer.status)
        answers: dict[str, object] = json.loads(said)["answers"]
        return answers


def test_what_is_sent_to_a_server_that_is_killed_counts_once(crowded_house: str) -> None:
    service = service_at(slug=SLUG)
    assert service is not None
    with scope(service.pk):
        date = Occurrence.objects.filter(attendance__isnull=True).scheduled().first()
        assert date is not None
        start = clock.now() - timedelta(minutes=1)
        Occurrence.objects.filter(pk=date.pk).update(
            starts_at=start, ends_at=start + timedelta(hours=1)
        )
    sam = cookies_of(Visitor("sam", Role.SERVICE_MANAGER, SLUG), crowded_house)
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in sam)
    tablets = [Tablet(crowded_house, date.public_id, cookies) for _each in range(2)]
    threads = [threading.Thread(target=tablet.send_all) for tablet in tablets]
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    while min(len(tablet.waits) for tablet in tablets) > EACH // 2 and time.monotonic() < until:
        time.sleep(0.01)
    killed = [worker for server in processes(os.getpid()) for worker in processes(server)]
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    for thread in threads:
        thread.join(PATIENCE)
    assert killed, "the server was not killed once"
    assert sum(tablet.failures for tablet in tablets), "nobody noticed"
    assert not any(tablet.waits for tablet in tablets)
    with scope(service.pk):
        assert Attendance.objects.get(occurrence=date).adults == 2 * EACH
