"""Whose segment goes out next: in order, never more in memory than is said, nobody kept for long."""

import asyncio
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.live.stream import turns as module
from branchline.live.stream.turns import Turns, written
from tests.harness.looping import run


class Kernel:
    """Counts what has left, as told."""

    def __init__(self) -> None:
        self.left = 0

    def __call__(self) -> int:
        return self.left


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.integers(20, 100))
def test_they_go_in_order_and_never_more_at_once_than_is_said(sizes: list[int], most: int) -> None:
    kernel, order, outstanding = Kernel(), [], []

    async def ask(turns: Turns, number: int) -> None:
        await turns.wait(sizes[number])
        order.append(number)
        outstanding.append(sum(sizes[each] for each in order) - kernel.left)

    async def story() -> None:
        turns = Turns(kernel)
        asked = [asyncio.create_task(ask(turns, number)) for number in range(len(sizes))]
        while not all(task.done() for task in asked):
            await asyncio.sleep(0)
            kernel.left = sum(sizes[each] for each in order)
        assert 0 <= turns.outstanding <= max(most, *sizes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST", most)
        patch.setattr(module, "LOOK", 0.0)
        run(story())
    assert order == list(range(len(sizes)))
    assert max(outstanding) <= max(most, *sizes)


def test_a_line_on_which_nothing_moves_keeps_nobody_for_longer_than_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST", 100)
    monkeypatch.setattr(module, "LONGEST", 0.05)

    async def story() -> float:
        turns = Turns(Kernel())
        since = time.monotonic()
        await asyncio.wait_for(asyncio.gather(*(turns.wait(60) for _ in range(10))), 10)
        assert turns.outstanding == 600
        return time.monotonic() - since

    assert run(story()) >= 0.05


def test_what_was_handed_over_long_ago_is_waited_for_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST", 100)
    monkeypatch.setattr(module, "GONE", 0.0)

    async def story() -> int:
        turns = Turns(Kernel())
        for _ in range(50):
            await asyncio.wait_for(turns.wait(60), 0.4)
            await asyncio.sleep(0)
        return turns.outstanding

    assert run(story()) <= 100


def test_a_number_that_cannot_be_read_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 100)
    monkeypatch.setattr(module, "LONGEST", 60.0)

    async def story() -> None:
        turns = Turns(Kernel())
        monkeypatch.setattr(turns, "_written", unreadable)
        await asyncio.wait_for(asyncio.gather(*(turns.wait(60) for _ in range(10))), 10)

    def unreadable() -> int:
        raise OSError

    run(story())


def test_whoever_gives_up_waiting_leaves_the_others_their_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST", 100)
    kernel = Kernel()

    async def story() -> int:
        turns = Turns(kernel)
        await turns.wait(100)
        gone, stays = (asyncio.create_task(turns.wait(70)) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
        kernel.left = 100
        await asyncio.wait_for(stays, 10)
        return turns.outstanding

    assert run(story()) == 70


def test_the_kernel_counts_what_is_written() -> None:
    read, write = os.pipe()
    before = written()
    for _ in range(10):
        os.writev(write, [b"x" * 300, b"y" * 200])
    os.close(write)
    os.close(read)
    assert written() - before >= 5000
