"""The figures of two ladders beside each other, as people read them and as machines do."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from .figures import DAYS, Figures

Row = tuple[str, Callable[[Figures], str]]


def table(played: Sequence[Figures], *, seed: int) -> str:
    """Text: a line a row, a column a ladder."""
    rows = [(title, [say(each) for each in played]) for title, say in ROWS]
    first = max(len(title) for title, _cells in rows)
    widths = [
        max(len(each.ladder), *(len(cells[n]) for _title, cells in rows))
        for n, each in enumerate(played)
    ]
    head = _line("", [each.ladder for each in played], first, widths)
    one = played[0]
    return "\n".join(
        (
            f"A rehearsal of {one.calls:,} calls to {one.people:,} people by {one.callers} callers, seed {seed}.",
            "",
            head,
            "-" * len(head),
            *(_line(title, cells, first, widths) for title, cells in rows),
        )
    )  # fmt: skip


def as_json(played: Sequence[Figures], *, seed: int) -> str:
    """The same for machines, keys in one order."""
    return json.dumps({"seed": seed, "ladders": [asdict(each) for each in played]}, indent=1)


def _line(title: str, cells: Sequence[str], first: int, widths: Sequence[int]) -> str:
    said = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{title:<{first}}  {'  '.join(said)}".rstrip()


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _time(hours: float | None) -> str:
    if hours is None:
        return "not yet"
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.1f} days"


def _covered(n: int) -> Callable[[Figures], str]:
    return lambda each: _share(each.coverage[n])


def _outcome(name: str) -> Callable[[Figures], str]:
    return lambda each: f"{each.outcomes[name]:,}"


ROWS: Sequence[Row] = (
    *((f"Heard by the end of day {day}", _covered(n)) for n, day in enumerate(DAYS)),
    ("Most at risk: half were heard within", lambda each: _time(each.at_risk_median_hours)),
    ("Most at risk: nine in ten within", lambda each: _time(each.at_risk_ninth_hours)),
    ("Same caller as the time before", lambda each: _share(each.same_caller)),
    ("Talks with their usual caller, of those who have one", lambda each: _share(each.usual_caller)),
    ("Fell silent: calls until handed on", lambda each: str(each.silent_calls or "not yet")),
    ("Fell silent: time from the first of these", lambda each: _time(each.silent_hours)),
    ("Told on Friday at 16:55; who had it when", lambda each: each.disclosure),
    ("Concerns raised", lambda each: str(each.concerns)),
    ("Missed clocks: acknowledged late", lambda each: str(each.acknowledged_late)),
    ("Missed clocks: decided late", lambda each: str(each.decided_late)),
    ("Calls a caller: fewest, middle, most", lambda each: " / ".join(f"{n:g}" for n in each.load)),
    ("Hard calls: in all, most for one caller", lambda each: " / ".join(map(str, each.hard))),
    ("Days on which people were rung", lambda each: str(each.days)),
    ("Calls", lambda each: f"{each.calls:,}"),
    ("  talks", _outcome("answered")),
    ("  no answer", _outcome("no_answer")),
    ("  answerphone", _outcome("answerphone")),
    ("  busy", _outcome("busy")),
    ("  somebody else answered", _outcome("someone_else")),
    ("  wrong number", _outcome("wrong_number")),
    ("  no more calls, please", _outcome("no_more")),
    ("Handed on, since nobody could reach them", lambda each: str(each.handed_on)),
    ("Without a number now", lambda each: str(each.no_number)),
    ("Lines stopped", lambda each: str(each.stopped_lines)),
    ("Reports too late to count", lambda each: str(each.late)),
)  # fmt: skip
