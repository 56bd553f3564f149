"""The intake: where OBS sends to, by RTMP and by SRT. One process an installation.

The database says which broadcasts may be sent and whether a session is still open; it is asked twice a second, in a
thread of its own. What comes goes into the spool, as from a phone; the caster knows no difference.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from django.db import Error, connections

from branchline.core import clock
from branchline.core.acting import job
from branchline.core.errors import Refusal
from branchline.core.scoping import scope

from .actions import begin_push, forget_old_keys, stop_sending
from .models import PUSHED, LiveListing, PushDoor, Session, Source
from .push.doors import Door, Sending
from .push.rtmp import Receiver
from .push.srt import Listener
from .queries import broadcast_at
from .stream.house import spool_of

log = logging.getLogger("branchline.live")
ASK = 0.5
"""Seconds between two looks into the database."""
AGAIN = 10.0
"""Seconds until a port that is taken is tried again."""
BY = job("live.intake")
R = TypeVar("R")


def open_doors() -> list[Door]:
    """Of every service, in one question. Keys past their time are forgotten on the way."""
    now = clock.now()
    found = list(PushDoor.objects.all())
    for old in (row for row in found if row.valid_until <= now):
        with scope(old.service_id):
            forget_old_keys(public_ids=[old.broadcast_public_id], now=now)
    return [
        Door(row.broadcast_public_id, row.service_id, row.lot, row.port)
        for row in found
        if row.valid_until > now
    ]


def begun(door: Door, source: str) -> int | None:
    """The number of the session that begins; None when it may not."""
    with scope(door.service):
        try:
            return begin_push(
                broadcast=broadcast_at(public_id=door.broadcast),
                lot=door.lot,
                source=Source(source),
                by=BY,
                now=clock.now(),
            ).number
        except Refusal:
            return None


def ended(door: Door, number: int) -> None:
    """Its publisher is gone."""
    with scope(door.service):
        for session in _open(door.broadcast, number):
            stop_sending(session=session, by=BY, now=clock.now())


def is_open(door: Door, number: int) -> bool:
    """Whether chunks of it are still wanted."""
    with scope(door.service):
        return bool(_open(door.broadcast, number))


def end_what_was_left() -> None:
    """Sessions of an intake that was killed: nobody sends them any more."""
    for service_id in set(LiveListing.objects.values_list("service_id", flat=True)):
        with scope(service_id):
            for session in Session.objects.open().filter(source__in=PUSHED):
                stop_sending(session=session, by=BY, now=clock.now())


def _open(broadcast: str, number: int) -> list[Session]:
    return list(Session.objects.open().filter(broadcast__public_id=broadcast, number=number))


@dataclass
class Intake:
    """`host`: where it listens; `root`: the folder of all that goes out live."""

    root: Path
    host: str
    port: int
    doors: dict[str, Door] = field(default_factory=dict)
    _sendings: dict[str, Sending] = field(default_factory=dict)
    _to_end: list[Sending] = field(default_factory=list)
    _listeners: dict[Door, Listener] = field(default_factory=dict)
    _desk: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "desk"))

    async def run(self) -> None:
        """Until the process is asked to stop."""
        stopping = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
        await self._asked(end_what_was_left)
        listening = asyncio.create_task(self._listen())
        try:
            while not stopping.is_set():
                await self._look()
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), ASK)
        finally:
            listening.cancel()
            for sending in list(self._sendings.values()):
                await self.finish(sending)
            await self._follow(())

    async def begin(self, door: Door, source: str) -> Sending | None:
        """As `push.doors.Begin`: one that has long been silent makes room for the same publisher's next."""
        before = self._sendings.get(door.broadcast)
        if before is not None and before.is_silent:
            await self.finish(before)
        try:
            number = await self._asked(partial(begun, door, source))
        except Error:
            number = None
        if number is None:
            return None
        sending = Sending(door, number, spool_of(self.root, door.broadcast, number))
        self._sendings[door.broadcast] = sending
        return sending

    async def finish(self, sending: Sending) -> None:
        """As `push.doors.Finish`."""
        sending.over.set()
        if self._sendings.get(sending.door.broadcast) is sending:
            del self._sendings[sending.door.broadcast]
        self._to_end.append(sending)
        with suppress(Error):
            await self._end()

    async def _end(self) -> None:
        """Tell the database what is over; what it could not be told waits for the next look."""
        for sending in list(self._to_end):
            await self._asked(partial(ended, sending.door, sending.session))
            if sending in self._to_end:
                self._to_end.remove(sending)

    async def _listen(self) -> None:
        receiver = Receiver(self.doors, self.begin, self.finish)
        while True:
            try:
                server = await asyncio.start_server(receiver.connected, self.host, self.port)
            except OSError:
                log.error("Port %s for RTMP is taken; OBS can send by SRT only.", self.port)
                await asyncio.sleep(AGAIN)
            else:
                async with server:
                    await server.serve_forever()

    async def _look(self) -> None:
        try:
            await self._end()
            await self._follow(await self._asked(open_doors))
            for sending in list(self._sendings.values()):
                if not await self._asked(partial(is_open, sending.door, sending.session)):
                    sending.over.set()
        except Error:
            log.error("The database does not answer the intake; what is sent goes on.")

    async def _follow(self, doors: Collection[Door]) -> None:
        """Doors as they are now; the listeners of those that are shut end."""
        self.doors.clear()
        self.doors.update({door.broadcast: door for door in doors})
        for door in self._listeners.keys() - set(doors):
            await self._listeners.pop(door).close()
        for door in set(doors) - self._listeners.keys():
            self._listeners[door] = Listener(door, self.host, self.begin, self.finish)
            self._listeners[door].start()

    async def _asked(self, question: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._desk, partial(_ask, question))


def _ask(question: Callable[[], R]) -> R:
    try:
        return question()
    except Error:
        connections.close_all()
        raise
