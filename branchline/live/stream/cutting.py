"""Cutting: one FFmpeg for each session makes every rendition at once, cut at the same pictures.

FFmpeg only cuts segments into a folder that nobody reads but we. It is a program that we call (GPL), from the
wheel imageio-ffmpeg or from the machine.
"""

import csv
import ctypes
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import IO, cast

import imageio_ffmpeg

from . import quiet
from .said import Said

FRAMES = 30
"""Pictures a second, whatever a phone sends: a phone in the dark sends 12, then 27."""
SOUND = ("-c:a", "aac", "-ac", "2", "-ar", "48000")
C_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None
"""Looked up beforehand: between fork and exec there is no time for it."""
PR_SET_PDEATHSIG = 1
STARTS = re.compile(r"Input #0.*?\bstart: (-?[\d.]+)", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A finished segment of one rendition: seconds since the encoder began."""

    number: int
    begins: float
    ends: float


@dataclass(frozen=True)
class Found:
    """What a stream holds."""

    video: bool
    audio: bool

    @property
    def can_be_shown(self) -> bool:
        return self.video


@cache
def ffmpeg() -> str:
    """The program: the machine's own if `BRANCHLINE_FFMPEG` says so, else the wheel's."""
    from django.conf import settings

    return settings.BRANCHLINE_FFMPEG or imageio_ffmpeg.get_ffmpeg_exe()


def look(first: bytes) -> Found:
    """What the first chunk of a stream says that it holds. Nothing, if it can't be read."""
    try:
        told = subprocess.run(
            [ffmpeg(), "-hide_banner", "-i", "pipe:0"],
            input=first,
            capture_output=True,
            check=False,
            timeout=20,
        ).stderr.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return Found(video=False, audio=False)
    kinds = re.findall(r"Stream #0:\d+.*?: (Video|Audio): (\w+)", told)
    kinds = [kind for kind, codec in kinds if codec != "none"]
    return Found("Video" in kinds, "Audio" in kinds)


class Encoder:
    """One FFmpeg at work. Feed it in one thread; ask `pieces` in any."""

    def __init__(self, folder: Path, *, seconds: int, found: Found) -> None:
        self.folder = folder = folder.absolute()
        self._lists = [_List(folder / name / "list.csv") for name in ("720p", "360p", "audio")]
        self._said = Said()
        for name in ("720p", "360p", "audio"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            command(folder, seconds=seconds, found=found),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=folder,
            preexec_fn=_end_with_us,
        )
        self._said.listen(cast("IO[bytes]", self._process.stderr))

    @property
    def _into(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdin)

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def feed(self, content: bytes) -> bool:
        """More of the stream. False when FFmpeg is gone; waits while it has enough to do."""
        try:
            self._into.write(content)
            self._into.flush()
        except (BrokenPipeError, ValueError):
            return False
        return True

    def finish(self, patience: float = 20) -> None:
        """No more comes: let it write what it has. For the thread that feeds it."""
        with suppress(BrokenPipeError):
            self._into.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self.stop()

    def stop(self) -> None:
        """At once, from any thread: whoever is feeding it learns that it is gone."""
        self._process.kill()
        self._process.wait()
        with suppress(BrokenPipeError):
            self._into.close()

    def pieces(self, since: int = 0) -> list[Piece]:
        """What is whole in every rendition, from number `since` on."""
        whole = min(len(each.read()) for each in self._lists)
        return self._lists[0].pieces[since:whole]

    @property
    def quiet_for(self) -> float:
        """Seconds for which what it has made is black and silent."""
        since, made = quiet.quiet_from(self.folder), self._lists[0].pieces
        return max(0.0, made[-1].ends - since) if since is not None and made else 0.0

    def file(self, rendition: str, piece: int) -> Path:
        """Where a piece lies."""
        return self.folder / rendition / f"{piece:06d}.ts"

    def forget(self, piece: int) -> None:
        """A piece is elsewhere, or for nobody."""
        for name in ("720p", "360p", "audio"):
            self.file(name, piece).unlink(missing_ok=True)

    @cached_property
    def _starts(self) -> float | None:
        told = STARTS.search(self._said.first)
        return float(told[1]) if told else None

    @property
    def starts(self) -> float | None:
        """The time in the publisher's stream with which it began, once FFmpeg has found it."""
        if self._starts is None:
            del self._starts
            return None
        return self._starts

    def said(self) -> str:
        """The last that FFmpeg complained of."""
        return self._said.last

    def remove(self) -> None:
        """Its folder, once all of it is elsewhere."""
        shutil.rmtree(self.folder, ignore_errors=True)


def command(folder: Path, *, seconds: int, found: Found) -> list[str]:
    """FFmpeg's own words for it: read the stream, fit it into 16:9 (a phone held upright gets dark sides), cut."""
    silence = [] if found.audio else ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo"]
    sound = "0:a:0" if found.audio else "1:a:0"
    picture = (
        f"[0:v:0]fps={FRAMES},split=2[a][b];"
        "[a]scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:-1:-1,setsar=1,format=yuv420p[hi];"
        f"[b]scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:-1:-1,setsar=1,format=yuv420p,{quiet.PICTURE}[lo]"
    )
    return [
        ffmpeg(), "-hide_banner", "-nostats", "-fflags", "+genpts+discardcorrupt", "-i", "pipe:0", *silence,
        "-filter_complex", picture,
        *_output(folder / "720p", "[hi]", sound, seconds, "1000k", "31", "128k"),
        *_output(folder / "360p", "[lo]", sound, seconds, "365k", "30", "64k"),
        "-map", sound, "-af", quiet.SOUND, *SOUND, "-b:a", "64k", "-shortest", *_cut(folder / "audio", seconds),
    ]  # fmt: skip


def _output(
    folder: Path, picture: str, sound: str, seconds: int, rate: str, level: str, sound_rate: str
) -> list[str]:
    return [
        "-map", picture, "-map", sound, "-c:v", "libx264", "-preset", "veryfast", "-profile:v",
        "high" if level == "31" else "main", "-level", level, "-b:v", rate, "-maxrate", rate, "-bufsize", rate,
        "-g", str(FRAMES * seconds), "-keyint_min", str(FRAMES * seconds), "-sc_threshold", "0", "-bf", "0",
        "-force_key_frames", f"expr:gte(t,n_forced*{seconds})", *SOUND, "-b:a", sound_rate, "-shortest",
        *_cut(folder, seconds),
    ]  # fmt: skip


def _cut(folder: Path, seconds: int) -> list[str]:
    """Several frames of sound go into one packet (`muxdelay`), and what is in the stream is said once a segment: sound
    alone takes 74 kbit/s so and took 170, 360p 516 and took 614."""
    return [
        "-f", "segment", "-segment_time", str(seconds), "-segment_time_delta", "0.1", "-segment_format", "mpegts",
        "-segment_format_options", "mpegts_copyts=1:pat_period=30:sdt_period=30", "-segment_list",
        str(folder / "list.csv"), "-segment_list_type", "csv", "-muxdelay", "0.3", "-muxpreload", "0",
        str(folder / "%06d.ts"),
    ]  # fmt: skip


@dataclass
class _List:
    """What FFmpeg writes down of one rendition: read on from where it was, however long the event."""

    path: Path
    pieces: list[Piece] = field(default_factory=list)
    _at: int = 0

    def read(self) -> list[Piece]:
        try:
            with self.path.open("rb") as file:
                file.seek(self._at)
                text = file.read()
        except FileNotFoundError:
            return self.pieces
        whole = text[: text.rfind(b"\n") + 1]
        self._at += len(whole)
        for name, begins, ends in csv.reader(whole.decode().splitlines()):
            self.pieces.append(Piece(int(Path(name).stem), float(begins), float(ends)))
        return self.pieces


def _end_with_us() -> None:
    """In FFmpeg, before it begins: it ends with us however we end, even if it hangs."""
    if C_LIBRARY is not None:
        C_LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
