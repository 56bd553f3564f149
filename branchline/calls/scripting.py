"""A script as a coordinator writes it, in plain lines, and as it is kept (`Script.steps`). Pure.

    # hello
    Hello, this is the library. Is it a good moment?
    = Helo, y llyfrgell sydd yma. Ydy hi’n amser da?

    # how
    ? How have you been?
    = Sut ydych chi wedi bod?
    - Well = Yn dda > company
    - Low = Yn isel

A block is a step. “?” asks, “-” is an answer to choose, “=” is the Welsh of the line before or of the answer, “>” leads to
a later step (without it the next one follows), “#” names a step. Leading forwards only, a script always comes to its end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Steps = list[dict[str, Any]]
NAME = re.compile(r"\A[a-z][a-z0-9_]{0,29}\Z")
MOST_STEPS, LONGEST_LINE = 40, 600
RESERVED = "#?=->"


class ScriptUnreadable(ValueError):
    """What is wrong, in words, and in which line (from 1; 0: of the whole)."""

    def __init__(self, line: int, words: "str | Promise") -> None:
        super().__init__(str(words))
        self.line, self.words = line, words


@dataclass
class _Step:
    line: int
    name: str = ""
    said: dict[str, str] = field(default_factory=dict)
    asks: bool = False
    choices: list[tuple[int, dict[str, str], str]] = field(default_factory=list)


def read_script(text: str) -> Steps:
    """The steps of a script that was written down. Raises ScriptUnreadable."""
    blocks = [_block(lines) for lines in _blocks(text)]
    if not blocks:
        raise ScriptUnreadable(0, _("Write what to say."))
    if len(blocks) > MOST_STEPS:
        raise ScriptUnreadable(blocks[MOST_STEPS].line, _("A script has 40 steps at most."))
    _name(blocks)
    places = {block.name: place for place, block in enumerate(blocks)}
    return [_kept(block, place, places) for place, block in enumerate(blocks)]


def write_out(steps: Sequence[dict[str, Any]]) -> str:
    """A script as it is edited: `read_script(write_out(steps))` are the same steps."""
    return "\n\n".join("\n".join(_lines(step)) for step in steps) + "\n"


def _lines(step: dict[str, Any]) -> Iterator[str]:
    yield f"# {step['id']}"
    said = step.get("ask") or step["say"]
    yield f"{'? ' if step.get('ask') else ''}{said['en']}"
    if said.get("cy"):
        yield f"= {said['cy']}"
    for choice in step["choices"]:
        welsh, to = choice["say"].get("cy", ""), choice["to"]
        yield f"- {choice['say']['en']}{f' = {welsh}' if welsh else ''}{f' > {to}' if to else ''}"


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Lines that stand together, with their numbers."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = " ".join(line.split())
        if len(words) > LONGEST_LINE:
            raise ScriptUnreadable(number, _("This line is too long to be said in one breath."))
        if words:
            block.append((number, words))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _block(lines: Iterable[tuple[int, str]]) -> _Step:
    step: _Step | None = None
    for number, words in lines:
        mark, rest = words[0], words[1:].strip()
        step = step or _Step(number)
        match mark:
            case "#":
                if step.said or step.name or not NAME.match(rest):
                    raise ScriptUnreadable(number, _("A name of a step stands first: # and a short word in small letters."))  # fmt: skip
                step.name = rest
            case "-":
                _answer(step, number, rest)
            case "=":
                if "en" not in step.said or "cy" in step.said or step.choices or not rest:
                    raise ScriptUnreadable(number, _("“=” is the Welsh of the line above it."))
                step.said["cy"] = rest
            case _:
                if step.said:
                    raise ScriptUnreadable(number, _("Leave an empty line before the next step."))
                step.asks = mark == "?"
                step.said["en"] = rest if step.asks else words
                if not step.said["en"] or step.said["en"][0] in RESERVED:
                    raise ScriptUnreadable(number, _("Write what to say."))
    if step is None or "en" not in step.said:
        raise ScriptUnreadable(step.line if step else 0, _("This step says nothing."))
    if step.asks and len(step.choices) < 2:
        raise ScriptUnreadable(step.line, _("A question needs two answers at least, each in a line with “-”."))  # fmt: skip
    return step


def _answer(step: _Step, number: int, words: str) -> None:
    if not step.asks:
        raise ScriptUnreadable(number, _("An answer stands below a question: a line with “?”."))
    before, _arrow, to = words.partition(" > ")
    english, _equals, welsh = before.partition(" = ")
    if not english.strip() or english.strip()[0] in RESERVED:
        raise ScriptUnreadable(number, _("This answer says nothing."))
    said = {"en": english.strip()} | ({"cy": welsh.strip()} if welsh.strip() else {})
    step.choices.append((number, said, to.strip()))


def _name(blocks: Sequence[_Step]) -> None:
    """Who was given no name gets the next free number; two may not have the same."""
    taken: set[str] = set()
    for block in blocks:
        if block.name in taken:
            raise ScriptUnreadable(block.line, _("Two steps have this name."))
        taken |= {block.name} - {""}
    free = (f"step_{n}" for n in count(1))
    for block in blocks:
        if not block.name:
            block.name = next(name for name in free if name not in taken)


def _kept(block: _Step, place: int, places: dict[str, int]) -> dict[str, Any]:
    choices = []
    for number, (line, said, to) in enumerate(block.choices, start=1):
        if to and places.get(to, -1) <= place:
            raise ScriptUnreadable(line, _("“>” leads to the name of a step that comes later."))
        choices.append({"id": f"a{number}", "say": said, "to": to})
    return {"id": block.name, "ask" if block.asks else "say": block.said, "choices": choices}
