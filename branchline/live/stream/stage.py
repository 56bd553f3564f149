"""One broadcast on the air: its sessions, its composer, its journal and the public folder."""

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

Where = tuple[Encoder, int]


@dataclass
class Stage:
    """Ask `step` a few times a second. Times are `time.monotonic`."""

    house: House
    slate: Mapping[str, Path]
    target: int = 2
    hold: float = 5.0
    feeding: dict[int, Feeding] = field(default_factory=dict)
    _where: dict[tuple[int, int], Where] = field(default_factory=dict)

    def open(self, now: float) -> None:
        """Read what was shown before, if anything, and go on from there."""
        self.journal = Journal(self.house.journal, target=self.target)
        self.composer = Composer(self.journal.show, slate_seconds(self.target), hold=self.hold)
        self.composer.go_on_after_a_kill(now)
        self.captions = Captions(self.house, self.journal)
        self._write_playlists()

    def session(self, number: int, *, closed: bool) -> None:
        """A publisher's session: begun, or known to be over."""
        if number not in self.feeding and not closed:
            # What came before this process began is live no more; the recording has it.
            there = self.house.spool(number).numbers()
            started = Feeding(self.house, number, self.target, first=max(there, default=0))
            self.feeding[number] = started
            started.start()
        if closed and number in self.feeding:
            self.house.spool(number).close()
            self.feeding[number].close()

    def step(self, now: float) -> list[Segment]:
        """Release what is due. Returns it."""
        for feeding in self.feeding.values():
            for cut, encoder, piece in feeding.cuts():
                self._where[(cut.session, cut.number)] = (encoder, piece)
                self.composer.add(cut)
        released: list[Segment] = []
        while (segment := self.composer.due(now)) is not None:
            self._publish(segment)
            self.captions.release(segment, until=self.composer.edge or now)
            self.journal.release(segment)
            released.append(segment)
        if released:
            self._write_playlists()
        return released

    def panic(self, on: bool, now: float) -> None:
        """Panic is pressed, or over. The same again changes nothing."""
        if on and not self.composer.panic:
            self.composer.press_panic()
        elif not on and self.composer.panic:
            self.composer.end_panic(now)

    def end(self) -> None:
        """It is over: players are told so."""
        for feeding in self.feeding.values():
            feeding.stop()
        self.journal.end()
        self._write_playlists()
        self.close()

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
                source = encoder.folder / rendition.name / f"{piece:06d}.ts"
            link(source, self.house.public / rendition.name / f"{segment.number:06d}.ts")

    def _write_playlists(self) -> None:
        show = self.journal.show
        if not show.segments:
            return
        for rendition in RENDITIONS:
            folder = self.house.public / rendition.name
            put(folder / "all.m3u8", playlists.everything(show))
            put(folder / "now.m3u8", playlists.now(show))
        self.captions.write_playlists()
        for name, master in playlists.masters(captions=self.captions.languages).items():
            put(self.house.public / name, master)
