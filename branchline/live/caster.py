"""The caster: looks after every broadcast that runs on this node, a few times a second.

The database says who may send and what was pressed; the folders say what came. It may be killed at any moment: the
journal tells the next one where to go on. A second one on the same folder waits until the first is gone.
"""

import fcntl
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from subprocess import SubprocessError
from threading import Event, Thread

from django.db import Error as DatabaseError
from django.db import connections

from branchline.core import clock
from branchline.core.scoping import scope

from .models import RUNNING, Broadcast, Cue, Pace, Standing
from .queries import asked_now, house_in_use, services_with, with_questions, with_taps
from .stream.asked import Asked
from .stream.captions import Tap
from .stream.elsewhere import Uploads
from .stream.house import House
from .stream.journal import Segment, read_show
from .stream.slate import make_slate
from .stream.stage import Stage

log = logging.getLogger("branchline.live")
TICK = 0.1
"""Seconds between two looks at the folders."""
ASK = 0.5
"""Seconds between two looks into the database."""
LONGEST_QUESTION = 3000
"""Milliseconds after which the database is taken for away."""


@dataclass(frozen=True)
class Wanted:
    """A broadcast that runs, as the database says it."""

    service: int
    broadcast: str
    showing: str
    prefix: str
    pace: int
    panic: bool
    private: bool
    sessions: tuple[tuple[int, bool], ...]
    """Number, and whether it has ended."""
    taps: tuple[Tap, ...] = ()
    languages: tuple[str, ...] = ()
    """Those that its run sheet has words in."""
    asked: str = ""
    """What screens are told of questions."""


@dataclass(frozen=True)
class Answer:
    """What the database said. `asked`: when, by `time.monotonic`."""

    asked: float
    running: dict[str, Wanted]
    ended: dict[str, bool]
    """What ran a moment ago, and whether Panic was on to the end."""


def wanted() -> dict[str, Wanted]:
    """Every broadcast of every service that runs now."""
    found: dict[str, Wanted] = {}
    for service_id in services_with(RUNNING):
        with scope(service_id):
            rows = Broadcast.objects.running().prefetch_related("sessions")
            broadcasts = list(with_questions(with_taps(rows, now=clock.now())))
        for broadcast in broadcasts:
            one = _wanted(broadcast)
            found[one.showing] = one
    return found


def _wanted(broadcast: Broadcast) -> Wanted:
    house = house_in_use(broadcast)
    rehearsal = broadcast.standing == Standing.REHEARSAL
    sessions = sorted((s.number, s.ended_at is not None) for s in broadcast.sessions.all())
    return Wanted(
        service=broadcast.service_id,
        broadcast=broadcast.public_id,
        showing=house.showing,
        prefix=house.prefix,
        pace=broadcast.pace,
        panic=broadcast.panicked_at is not None,
        private=house.private,
        sessions=tuple(sessions),
        taps=_taps(broadcast, rehearsal=rehearsal),
        languages=tuple(lang for lang in ("en", "cy") if getattr(broadcast, f"in_{lang}")),
        asked=asked_now(broadcast, now=clock.now()),
    )


def _taps(broadcast: Broadcast, *, rehearsal: bool) -> tuple[Tap, ...]:
    """At moments of this machine's steady clock, as it is while they are read."""
    here, now = time.monotonic(), clock.now()
    cues: list[Cue] = broadcast.lately  # type: ignore[attr-defined]  # by with_taps
    return tuple(
        Tap(cue.pk, here - (now - cue.tapped_at).total_seconds(), dict(cue.words.texts))
        for cue in cues
        if cue.rehearsal == rehearsal
    )


def ask(before: dict[str, Wanted]) -> Answer:
    """What runs now, and how what ran `before` and runs no more has ended: Panic and the end may be pressed between
    two questions."""
    asked = time.monotonic()
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(LONGEST_QUESTION)])
    running = wanted()
    ended = {}
    for key in before.keys() - running.keys():
        gone = before[key]
        with scope(gone.service):
            panicked = Broadcast.objects.filter(panicked_at__isnull=False)
            ended[key] = panicked.filter(public_id=gone.broadcast).exists()
    return Answer(asked, running, ended)


@dataclass
class Caster:
    """Every stage of this node."""

    root: Path
    uploads: Uploads | None = None
    stages: dict[str, Stage] = field(default_factory=dict)
    _calm: dict[str, float] = field(default_factory=dict)
    """When each was last known to be without Panic."""
    _complained: set[str] = field(default_factory=set)
    _began: bool = False

    def __post_init__(self) -> None:
        self._asked = Asked(self.root)

    def step(self, now: float) -> list[Segment]:
        """Look at the folders once. Returns what was released."""
        released: list[Segment] = []
        for key, stage in list(self.stages.items()):
            with self._alone_in_trouble(key):
                released += (new := stage.step(now))
                if self.uploads is not None:
                    self.uploads.begin(stage.house, new)
                if stage.is_over(now):
                    stage.finish()
                    del self.stages[key]
        if self.uploads is not None:
            with self._alone_in_trouble("bucket"):
                self.uploads.settle()
        return released

    def follow(self, answer: Answer, now: float) -> None:
        """Do what the database says."""
        with self._alone_in_trouble("asked"):
            self._asked.tell({one.prefix: one.asked for one in answer.running.values()})
        for key, one in answer.running.items():
            with self._alone_in_trouble(key):
                self._look_after(self.stages.get(key) or self._open(one, now), one, answer, now)
        for key in self.stages.keys() - answer.running.keys():
            with self._alone_in_trouble(key):
                if answer.ended.get(key, False):
                    self.stages[key].panic(True, now, pressed=self._calm.get(key))
                self.stages[key].end(now)
        if not self._began:
            self._began = True
            self._end_what_ended_meanwhile(answer.running, now)

    def run(self) -> Iterator[None]:
        """For ever; whoever iterates decides when it stops."""
        with _the_only_one(self.root) as is_mine:
            while not is_mine():
                yield
                time.sleep(ASK)
            self._draw_slates()
            answers: SimpleQueue[Answer] = SimpleQueue()
            stop = Event()
            Thread(target=_keep_asking, args=(answers, stop), name="asking", daemon=True).start()
            try:
                while True:
                    while not answers.empty():
                        self.follow(answers.get(), time.monotonic())
                    self.step(time.monotonic())
                    yield
                    time.sleep(TICK)
            finally:
                stop.set()
                for stage in self.stages.values():
                    stage.close()
                if self.uploads is not None:
                    self.uploads.close()

    def _open(self, one: Wanted, now: float) -> Stage:
        slate = make_slate(self.root / "slate", target=one.pace)
        house = House(self.root, one.broadcast, one.prefix, one.showing, one.private)
        stage = Stage(house, slate, target=one.pace)
        stage.open(now)
        stage.journal.show.clock = clock.now().timestamp() - now
        self.stages[one.showing] = stage
        return stage

    def _look_after(self, stage: Stage, one: Wanted, answer: Answer, now: float) -> None:
        # Panic first: nothing that a session begins may come before it.
        stage.panic(one.panic, now, pressed=self._calm.get(one.showing))
        if not one.panic:
            self._calm[one.showing] = answer.asked
        for number, ended in one.sessions:
            stage.session(number, closed=ended)
        stage.captions.follow(one.taps, one.languages)

    def _end_what_ended_meanwhile(self, running: dict[str, Wanted], now: float) -> None:
        """A broadcast may have been ended while nobody looked after it: players still wait to be told so."""
        for path in (self.root / "journal").glob("*.jsonl"):
            with self._alone_in_trouble(path.stem):
                show = read_show(path)
                private = bool(show.prefix) and (self.root / "private" / show.prefix).is_dir()
                house = House(self.root, "", show.prefix, path.stem, private)
                if (
                    path.stem in running
                    or show.ended
                    or not (show.prefix and house.public.is_dir())
                ):
                    continue
                stage = Stage(house, {}, target=show.target)
                stage.open(now)
                stage.finish()

    def _draw_slates(self) -> None:
        for pace in Pace.values:
            with self._alone_in_trouble("slate"):
                make_slate(self.root / "slate", target=pace)

    @contextmanager
    def _alone_in_trouble(self, key: str) -> Iterator[None]:
        """What goes wrong with one broadcast (a full disk) is no trouble of the others, is said once, and is over by
        itself."""
        try:
            yield
        except (OSError, SubprocessError) as error:
            if key not in self._complained:
                log.error("live: %s: %s; it goes on as soon as it can", key, error)
            self._complained.add(key)
        else:
            self._complained.discard(key)


def _keep_asking(answers: "SimpleQueue[Answer]", stop: Event) -> None:
    """In a thread of its own: while the database is away or slow, what is known goes on."""
    known: dict[str, Wanted] = {}
    away = False
    while not stop.wait(ASK):
        try:
            answer = ask(known)
        except (DatabaseError, OSError) as error:
            if not away:
                log.error(
                    "live: the database is away (%s); what runs goes on", type(error).__name__
                )
            away = True
            connections.close_all()
        else:
            away, known = False, answer.running
            answers.put(answer)
    connections.close_all()


@contextmanager
def _the_only_one(root: Path) -> Iterator[Callable[[], bool]]:
    """Two casters on one folder would write one journal. Gives a question: is it ours by now?"""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "caster.lock").open("w") as lock:
        said = False

        def is_mine() -> bool:
            nonlocal said
            try:
                # Whoever holds it lets go by ending, however that comes about.
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not said:
                    log.warning("live: another caster looks after this folder; waiting for its end")
                said = True
                return False
            return True

        yield is_mine
