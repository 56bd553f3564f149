"""Two devices count the same heads, without a network, with clocks that are wrong: each press counts once."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core import clock
from branchline.core.acting import Acting
from branchline.core.errors import Refusal
from branchline.core.models import Operation
from branchline.core.offline import Taken, operations_about, take_in
from branchline.core.offline.errors import NeedsAPin, NotAllowed, TooMuch, TooOld, Unreadable
from branchline.core.offline.forgetting import OPERATIONS_KEPT, forget_old_operations
from branchline.core.offline.reading import MOST_BYTES, MOST_OPERATIONS, read_batch
from branchline.core.operations import Log, OperationKind
from branchline.core.permits import Holding, Permit, Reach, Role, at_my_branches
from branchline.core.scoping import scope

NOW = clock.london(2026, 10, 6, 10, 30)
COUNT = Permit("test.count", "Count", frozenset({Role.BRANCH_STAFF}), at_my_branches)
STAFF = (Holding(Role.BRANCH_STAFF, Reach(1, frozenset({7}))),)
ELSEWHERE = (Holding(Role.BRANCH_STAFF, Reach(1, frozenset({8}))),)


@dataclass
class Room:
    """Something to count in, as a room above would have it."""

    public_id: str
    service_id: int = 1
    branch_id: int = 7
    total: int = 0


def read(payload: Any) -> dict[str, Any]:
    if not isinstance(payload.get("by"), int):
        raise Refusal("That is no number.")
    return {"by": payload["by"]}


def take(room: Room, by: Acting, now: datetime) -> None:
    rows = operations_about(about="test.room", public_id=room.public_id)
    room.total = sum(row.payload["by"] for row in rows)


LOG = Log(
    about="test.room",
    kinds=(
        OperationKind("test.counted", COUNT, read, without_pin=True),
        OperationKind("test.named", COUNT, read),
    ),
    find=Room,
    lock=lambda room, now: None,
    take=take,
    state=lambda room: {"total": room.total},
)


@dataclass
class Device:
    """What the script in the browser does, in a few lines. `skew`: how wrong its clock is."""

    skew: timedelta = timedelta(0)
    name: str = field(default_factory=lambda: str(uuid4()))
    waits: list[dict[str, Any]] = field(default_factory=list)

    def _clock(self, now: datetime) -> int:
        return int((now + self.skew).timestamp() * 1000)

    def press(self, by: int, *, now: datetime = NOW, kind: str = "test.counted") -> str:
        op_id = str(uuid4())
        self.waits.append(
            {"id": op_id, "kind": kind, "made_at": self._clock(now), "payload": {"by": by}}
        )
        return op_id

    def body(self, room: Room, *, now: datetime = NOW) -> bytes:
        said = {"about": f"test.room:{room.public_id}", "device": self.name, "sent_at": self._clock(now), "operations": self.waits}  # fmt: skip
        return json.dumps(said).encode()

    def send(self, room: Room, *, now: datetime = NOW, answered: bool = True, **more: Any) -> Taken:
        """`answered` False: the library has it, but the answer is lost on the way."""
        taken = receive(self.body(room, now=now), room, now=now, **more)
        if answered:
            self.waits = [
                each for each in self.waits if isinstance(taken.answers[each["id"]], Refusal)
            ]
        return taken


def receive(body: bytes, room: Room, *, now: datetime = NOW, **more: Any) -> Taken:
    batch = read_batch(body, now=now)
    facts: dict[str, Any] = {"holdings": STAFF, "by": Acting(), "now": now} | more
    return take_in(log=LOG, thing=room, operations=batch.operations, device=batch.device, **facts)


@pytest.fixture
def alice(db: None) -> Iterator[None]:
    """At work in Alice's service."""
    with scope(1):
        yield


@pytest.fixture
def room() -> Room:
    return Room(str(uuid4())[:10])


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["press", "send", "lost answer", "lost on the way", "again", "wait"]),
        st.integers(0, 1),
        st.integers(-3, 9).filter(bool),
    ),
    max_size=40,
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, skews=st.tuples(st.integers(-900, 900), st.integers(-900, 900)))
def test_the_total_is_exact_however_the_network_behaves(
    alice: None, steps: list[tuple[str, int, int]], skews: tuple[int, int]
) -> None:
    """Random partitions, lost answers, batches that come twice, clocks that are wrong by up to 900 days."""
    room, now = Room(str(uuid4())[:10]), NOW
    devices = [Device(timedelta(days=skew)) for skew in skews]
    sent: list[bytes] = []
    pressed = 0
    for what, which, by in steps:
        device = devices[which]
        match what:
            case "press":
                device.press(by, now=now)
                pressed += by
            case "send" | "lost answer":
                sent.append(device.body(room, now=now))
                device.send(room, now=now, answered=what == "send")
            case "again" if sent:
                receive(sent[by % len(sent)], room, now=now)
            case "wait":
                now += timedelta(hours=by + 3)
    for device in devices:
        device.send(room, now=now)
        assert not device.waits
    assert room.total == pressed


def test_the_moment_is_the_houses_whatever_the_device_thinks(alice: None, room: Room) -> None:
    """A minute ago on a tablet that believes it is 1999 is a minute ago."""
    old = Device(skew=timedelta(days=-9800))
    old.press(1, now=NOW - timedelta(minutes=1))
    old.send(room)
    assert abs(Operation.objects.get().made_at - (NOW - timedelta(minutes=1))) < timedelta(
        seconds=1
    )


def test_an_operation_from_the_future_is_of_now(alice: None, room: Room) -> None:
    device = Device()
    device.press(1, now=NOW + timedelta(days=3))
    device.send(room)
    assert Operation.objects.get().made_at == NOW


def test_what_is_older_than_14_days_is_refused_and_told(alice: None, room: Room) -> None:
    device = Device()
    old = device.press(5, now=NOW - timedelta(days=14, minutes=1))
    young = device.press(3, now=NOW - timedelta(days=13, hours=23))
    answers = device.send(room).answers
    assert isinstance(answers[old], TooOld)
    assert answers[young] == "kept"
    assert room.total == 3


def test_the_same_id_about_something_else_is_not_counted_again(alice: None, room: Room) -> None:
    device, other = Device(), Room("another000")
    op_id = device.press(2)
    body = device.body(other)
    device.send(room)
    assert receive(body, other).answers == {op_id: "known"}
    assert other.total == 0


def test_charlies_branch_and_charlies_service_change_nothing(alice: None, room: Room) -> None:
    device = Device()
    op_id = device.press(2)
    assert isinstance(device.send(room, holdings=ELSEWHERE).answers[op_id], NotAllowed)
    assert isinstance(device.send(room, holdings=()).answers[op_id], NotAllowed)
    assert not Operation.objects.exists()
    device.send(room)
    with scope(2):
        assert not Operation.objects.exists()


def test_a_tablet_with_nobody_at_it_sends_what_names_nobody(alice: None, room: Room) -> None:
    device = Device()
    bare, named = device.press(1), device.press(1, kind="test.named")
    answers = device.send(room, nobody_there=True).answers
    assert answers[bare] == "kept"
    assert isinstance(answers[named], NeedsAPin)
    assert [each["id"] for each in device.waits] == [named], "it waits for somebody"
    assert device.send(room).answers == {named: "kept"}


def test_what_a_room_refuses_leaves_the_rest(alice: None, room: Room) -> None:
    device = Device()
    good = device.press(4)
    device.waits.append({**device.waits[0], "id": str(uuid4()), "payload": {"by": "many"}})
    device.waits.append({**device.waits[0], "id": str(uuid4()), "kind": "test.unknown"})
    answers = device.send(room).answers
    assert answers[good] == "kept"
    assert sum(isinstance(answer, Refusal) for answer in answers.values()) == 2
    assert room.total == 4


def test_nobody_changes_what_was_written_down(alice: None, room: Room) -> None:
    device = Device()
    device.press(1)
    device.send(room)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_operation SET payload = '{\"by\": 99}'")


def test_operations_go_after_their_time(alice: None, room: Room) -> None:
    device = Device()
    device.press(1)
    device.send(room)
    assert forget_old_operations(now=NOW + OPERATIONS_KEPT) == 0
    assert forget_old_operations(now=NOW + OPERATIONS_KEPT + timedelta(seconds=1)) == 1


GOOD: dict[str, Any] = {
    "about": "test.room:a", "device": "d", "sent_at": 1, "operations": [
        {"id": "7d0f1c36-3c0e-4d0a-9d5e-0d3a8f0f4b11", "kind": "test.counted", "made_at": 1, "payload": {"by": 1}}
    ],
}  # fmt: skip


def but(**more: Any) -> bytes:
    return json.dumps({**GOOD, **more}).encode()


def but_one(**more: Any) -> bytes:
    return but(operations=[{**GOOD["operations"][0], **more}])


NEVER_SENT = (
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 90_000, b'{"a":' * 9_000, but(about=7), but(about=""),
        but(about="x\0y"), but(about="x" * 81), but(device=None), but(device="\n"), but(sent_at=None),
        but(sent_at=True), but(sent_at=-1), but(sent_at=1e300), but(sent_at=10**30), but(sent_at="1"), but(operations={}),
        but(operations=[7]), but(operations=[[]]), but_one(id="7"), but_one(id=7), but_one(kind=None), but_one(kind="\0"),
        but_one(made_at="yesterday"), but_one(made_at=float("nan")), but_one(payload=[]), but_one(payload="by"),
)  # fmt: skip


@pytest.mark.parametrize("body", NEVER_SENT, ids=range(len(NEVER_SENT)))
def test_what_our_own_page_never_sends_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_batch(body, now=NOW)


def test_more_than_a_batch_holds_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooMuch):
        read_batch(b" " * (MOST_BYTES + 1), now=NOW)
    with pytest.raises(TooMuch):
        read_batch(but(operations=[{}] * (MOST_OPERATIONS + 1)), now=NOW)
    assert len(read_batch(but(), now=NOW).operations) == 1


def test_the_same_operation_twice_in_one_batch_is_one(alice: None, room: Room) -> None:
    device = Device()
    device.press(3)
    device.waits.append(device.waits[0])
    device.send(room)
    assert room.total == 3
