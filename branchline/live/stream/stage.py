"""One broadcast on the air: its sessions, its composer, its journal and the public folder."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import playlists
from .captions import Captions
from .composing import SLATE, Composer
from .cutting import Encoder
from .feeding import Feeding
from .house import House, link, put
from .journal import Journal, Segment
from .playlists import RENDITIONS
from .slate import slate_seconds
from .telling import Going, tell

Where = tuple[Encoder, int]
GOES_BACK = 4
"""Chunks before the newest with which whoever goes on after a kill begins: what was held back then, beside what a
new encoder goes back by itself."""
LAST_WAIT = 30.0
"""Seconds after the end within which all that was sent before it has been shown."""


@dataclass
class Stage:
    """Ask `step` a few times a second. Times are `time.monotonic`."""

    house: House
    slate: Mapping[str, Path]
    target: int = 2
    hold: float = 5.0
    feeding: dict[int, Feeding] = field(default_factory=dict)
    _where: dict[tuple[int, int], Where] = field(default_factory=dict)
    _closed: set[int] = field(default_factory=set)
    _ends_by: float | None = None
    _unwritten: bool = True
    _told: Going | None = None

    def open(self, now: float) -> None:
        """Read what was shown before, if anything, and go on from there."""
        shutil.rmtree(self.house.cutting, ignore_errors=True)
        self.journal = Journal(self.house.journal, target=self.target, prefix=self.house.prefix)
        # What was begun with segments of one length stays so.
        self.target = self.journal.show.target
        self.composer = Composer(self.journal.show, slate_seconds(self.target), hold=self.hold)
        self.composer.go_on_after_a_kill(now)
        there = [each for each in playlists.SPOKEN if self._words_of(each).is_dir()]
        self.captions = Captions(self.house, self.journal, languages=tuple(there))

    def session(self, number: int, *, closed: bool) -> None:
        """A publisher's session: begun, or known to be over."""
        spool = self.house.spool(number)
        if closed and number not in self._closed:
            spool.close()
            self._closed.add(number)
            if number in self.feeding:
                self.feeding[number].close()
        elif not closed and number not in self.feeding:
            # What came before this process began is live no more; the recording has it.
            first = max(spool.numbers(), default=0) - GOES_BACK
            started = Feeding(self.house, number, self.target, first=max(first, 0))
            self.feeding[number] = started
            started.start()

    def step(self, now: float) -> list[Segment]:
        """Release what is due. Returns it. Raises OSError when the disk takes nothing: what was due then is lost to
        viewers, and the next goes on."""
        for feeding in self.feeding.values():
            for cut, encoder, piece in feeding.cuts():
                self._where[(cut.session, cut.number)] = (encoder, piece)
                self.composer.add(cut)
        released: list[Segment] = []
        while (segment := self.composer.due(now)) is not None:
            self._publish(segment)
            self.captions.release(segment, until=self.composer.edge or now)
            self.journal.release(segment)
            self._unwritten = True
            released.append(segment)
        if self._unwritten:
            self._write_playlists()
        if released:
            self._tidy()
        self._tell(now)
        return released

    def panic(self, on: bool, now: float, *, pressed: float | None = None) -> None:
        """Panic is pressed, or over. The same again changes nothing. `pressed`: when at the earliest. What was given
        out shortly before, while somebody saw it and reached for the button, is left out of the replay too."""
        show = self.journal.show
        if on and not self.composer.panic:
            self.composer.press_panic()
        elif not on and self.composer.panic:
            self.composer.end_panic(now)
        if on and not show.panicked:
            if pressed is None:
                # Somewhere between what the one before us gave out last and now.
                taken = show.segments[-1].taken if show.segments else None
                pressed = now if taken is None else min(now, taken + self.hold)
            self.journal.withdraw(show.taken_since(pressed - 2 * self.hold))
        self.journal.panic(on)

    def end(self, now: float) -> None:
        """Nobody sends any more. What is held back still comes, unless Panic withdrew it: ask `step` until it
        `is_over`."""
        if self._ends_by is None:
            self._ends_by = now + self.hold + LAST_WAIT
            self.composer.ending = True
            for number, feeding in self.feeding.items():
                self.house.spool(number).close()
                feeding.close()

    def is_over(self, now: float) -> bool:
        """All has been shown."""
        if self._ends_by is None:
            return False
        done = all(feeding.is_over for feeding in self.feeding.values())
        return self.composer.panic or now >= self._ends_by or (done and not self.composer.waiting)

    def finish(self) -> None:
        """It is over: players are told so."""
        self.journal.end()
        # It may have been put away already.
        if self.house.public.is_dir():
            self._write_playlists()
        self.close()
        shutil.rmtree(self.house.cutting, ignore_errors=True)
        self.house.state.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of it, as when this process ends; the broadcast goes on elsewhere."""
        for feeding in self.feeding.values():
            feeding.stop()
        self.journal.close()

    def _publish(self, segment: Segment) -> None:
        """The bytes first, then the journal, then the playlist: a kill between them shows nobody a hole."""
        for rendition in RENDITIONS:
            if segment.session == SLATE:
                source = self.slate[rendition.name]
            else:
                encoder, piece = self._where[(segment.session, segment.cut)]
                source = encoder.file(rendition.name, piece)
            link(source, self.house.public / rendition.name / f"{segment.number:06d}.ts")

    def _write_playlists(self) -> None:
        show = self.journal.show
        if show.segments:
            everything, now = playlists.everything(show), playlists.now(show)
            for rendition in RENDITIONS:
                folder = self.house.public / rendition.name
                put(folder / "all.m3u8", everything)
                put(folder / "now.m3u8", now)
            self.captions.write_playlists()
            for name, master in playlists.masters(captions=self.captions.languages).items():
                put(self.house.public / name, master)
        self._unwritten = False

    def _words_of(self, lang: str) -> Path:
        return self.house.public / playlists.words(lang)

    def _tidy(self) -> None:
        """Away with what encoders made, once it is released, late or withdrawn."""
        wanted = {(cut.session, cut.number) for cut in self.composer.waiting}
        for key in self._where.keys() - wanted:
            encoder, piece = self._where.pop(key)
            encoder.forget(piece)

    def _tell(self, now: float) -> None:
        """How it goes, for the studio: when it changes, and every other second, so that silence says something too."""
        last = self.journal.show.segments[-1] if self.journal.show.segments else None
        going = Going(
            "nothing" if last is None else "slate" if last.is_slate else "picture",
            self._quiet(last),
            {str(n): f.trouble.value for n, f in self.feeding.items() if f.trouble},
            now,
        )
        if going.is_news(self._told):
            tell(self.house, going)
            self._told = going

    def _quiet(self, last: Segment | None) -> int:
        """Whole tens of seconds for which whoever is shown has been black and silent."""
        feeding = self.feeding.get(last.session) if last is not None else None
        return int(feeding.quiet_for // 10) * 10 if feeding is not None else 0
