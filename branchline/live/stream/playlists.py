"""The public playlists (HLS, RFC 8216), written by us and never by an encoder, from the journal alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from .journal import Segment, Show

WINDOW = 30.0
"""Seconds in the live playlist: enough for a phone that slept a moment, small for 10,000 who ask."""


@dataclass(frozen=True)
class Rendition:
    """One quality of the stream. `bandwidth`: the most bits a second; `codecs` as RFC 6381 says."""

    name: str
    bandwidth: int
    codecs: str
    width: int = 0
    height: int = 0


RENDITIONS = (
    Rendition("720p", 1_300_000, "avc1.64001f,mp4a.40.2", 1280, 720),
    Rendition("360p", 520_000, "avc1.64001e,mp4a.40.2", 640, 360),
    Rendition("audio", 80_000, "mp4a.40.2"),
)


SPOKEN = ("en", "cy")
NAMES = {"en": "English", "cy": "Cymraeg"}
"""Languages of captions, by their own names."""


def words(lang: str) -> str:
    """The folder of the captions in a language."""
    return f"words-{lang}"


CHOICES: dict[str, tuple[str, ...]] = {
    "": ("720p", "360p", "audio"),
    "-low": ("360p",),
    "-sound": ("audio",),
}
"""What a family may choose, by the ending of its master's name: as the network allows, low data, sound only."""
SLATE_TITLE = "slate"
"""The title (RFC 8216, 4.3.2.1) of a segment that stands in for a picture: pages put words over it."""


def masters(*, captions: Sequence[str]) -> dict[str, str]:
    """Every master playlist by its name: what is on now and all that was, in each choice."""
    return {
        f"{which}{ending}.m3u8": master(
            [r for r in RENDITIONS if r.name in names], captions=captions, rewind=which == "all"
        )
        for which in ("now", "all")
        for ending, names in CHOICES.items()
    }


def master(
    renditions: Sequence[Rendition], *, captions: Sequence[str] = (), rewind: bool = False
) -> str:
    """Which renditions there are, and captions in which languages; `rewind` leads to all that was shown instead of to
    what is on now."""
    which = "all" if rewind else "now"
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for lang in captions:
        first = "YES" if lang == captions[0] else "NO"
        lines.append(
            f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="words",NAME="{NAMES[lang]}",LANGUAGE="{lang}",AUTOSELECT=YES,'
            f'DEFAULT={first},FORCED=NO,URI="{words(lang)}/{which}.m3u8"'
        )
    for rendition in renditions:
        wide = f",RESOLUTION={rendition.width}x{rendition.height}" if rendition.width else ""
        spoken = ',SUBTITLES="words"' if captions else ""
        lines.append(
            f'#EXT-X-STREAM-INF:BANDWIDTH={rendition.bandwidth},CODECS="{rendition.codecs}"{wide}{spoken}'
        )
        lines.append(f"{rendition.name}/{which}.m3u8")
    return _text(lines)


def now(show: Show, *, ending: str = "ts") -> str:
    """What is on now, for one rendition: the last segments."""
    first = len(show.segments)
    seconds = 0.0
    while first > 0 and seconds < WINDOW:
        first -= 1
        seconds += show.segments[first].seconds
    return _playlist(show, show.segments[first:], ending=ending)


def everything(show: Show, *, ending: str = "ts") -> str:
    """All that was shown, for who comes late and goes back to the start."""
    return _playlist(show, show.segments, ending=ending, kind="EVENT")


def replay(show: Show, numbers: Iterable[int], *, ending: str = "ts") -> str:
    """What may be seen afterwards: these segments of all that was shown."""
    kept = set(numbers)
    chosen = [segment for segment in show.segments if segment.number in kept]
    return _playlist(show, chosen, ending=ending, kind="VOD", ended=True)


def _playlist(
    show: Show, segments: Sequence[Segment], *, ending: str, kind: str = "", ended: bool = False
) -> str:
    first = segments[0].number if segments else len(show.segments)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:3",
        f"#EXT-X-TARGETDURATION:{show.target}",
        f"#EXT-X-MEDIA-SEQUENCE:{0 if kind == 'VOD' else first}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{_joints_before(show, first) if kind != 'VOD' else 0}",
    ]
    if kind:
        lines.append(f"#EXT-X-PLAYLIST-TYPE:{kind}")
    before: Segment | None = None
    for segment in segments:
        if segment.joint or (before is not None and segment.number != before.number + 1):
            lines.append("#EXT-X-DISCONTINUITY")
        if kind != "VOD" and segment.date is not None and (before is None or segment.joint):
            # hls.js lays captions beside pictures by it; without it, it loads none for some seconds as soon as the
            # playlist no longer begins with the first segment.
            lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{_date(segment.date)}")
        title = SLATE_TITLE if segment.is_slate else ""
        lines += [f"#EXTINF:{segment.seconds:.3f},{title}", f"{segment.number:06d}.{ending}"]
        before = segment
    if ended or show.ended:
        lines.append("#EXT-X-ENDLIST")
    return _text(lines)


def _date(moment: float) -> str:
    """Of seconds since 1970, as RFC 8216 (4.3.2.6) wants it."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")


def _joints_before(show: Show, number: int) -> int:
    """How often the stream began anew before a segment whose own mark, if it has one, still stands there."""
    return sum(segment.joint for segment in show.segments[:number])


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
