"""Subtitle files as people exchange them: WebVTT (W3C) and SubRip (.srt). Times in whole milliseconds."""

from collections.abc import Iterable

from .captions import clock, escaped


def as_webvtt(lines: Iterable[tuple[int, int, str]]) -> str:
    """A file of these lines: begin, end and words."""
    blocks = ["WEBVTT"]
    blocks += [
        f"{number}\n{clock(begins / 1000)} --> {clock(ends / 1000)}\n{escaped(text)}"
        for number, (begins, ends, text) in enumerate(lines, 1)
    ]
    return "\n\n".join(blocks) + "\n"


def moment(ms: int) -> str:
    """As people read and type it, to a tenth of a second: "1:02.4", "1:00:02.0"."""
    tenths = round(ms / 100)
    minutes, left = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{left // 10:02d}.{left % 10}"
    return f"{hours}:{minutes:02d}:{seconds}" if hours else f"{minutes}:{seconds}"
