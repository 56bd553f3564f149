"""The demo's tune: two rhymes that belong to everybody, plucked by arithmetic."""

import math
import wave
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RATE = 24_000
BEAT = 0.6
"""Seconds of a beat: slow enough for a lap."""
OVERTONES = ((1, 1.0), (2, 0.42), (3, 0.22), (4, 0.1))
SCALE = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11, "c": 12}


@dataclass(frozen=True)
class Line:
    """One line of a rhyme: its words, and its notes as (name, beats)."""

    words: str
    notes: tuple[tuple[str, float], ...]

    @property
    def beats(self) -> float:
        return sum(beats for _, beats in self.notes)


def _line(words: str, notes: str) -> Line:
    """Notes as "C C G G A A G2": a name, and beats where it is not one."""
    found = [(each[0], float(each[1:] or 1)) for each in notes.split()]
    return Line(words, tuple(found))


TWINKLE = (
    _line("Twinkle, twinkle, little star,", "C C G G A A G2"),
    _line("How I wonder what you are.", "F F E E D D C2"),
    _line("Up above the world so high,", "G G F F E E D2"),
    _line("Like a diamond in the sky.", "G G F F E E D2"),
    _line("Twinkle, twinkle, little star,", "C C G G A A G2"),
    _line("How I wonder what you are.", "F F E E D D C2"),
)
ROW = (
    _line("Row, row, row your boat,", "C1.5 C1.5 C1 D.5 E1.5"),
    _line("Gently down the stream.", "E1 D.5 E1 F.5 G3"),
    _line(
        "Merrily, merrily, merrily, merrily,",
        "c.5 c.5 c.5 G.5 G.5 G.5 E.5 E.5 E.5 C.5 C.5 C.5",
    ),
    _line("Life is but a dream.", "G1 F.5 E1 D.5 C3"),
)
REST = 4.0
"""Beats of quiet between the rhymes."""
SONGS = {"Twinkle, twinkle, little star": TWINKLE, "Row, row, row your boat": ROW}


@dataclass(frozen=True)
class Note:
    """A note as it sounds: seconds, and half tones above middle C."""

    begins: float
    seconds: float
    height: int


def lines() -> Iterator[tuple[float, Line]]:
    """Every line with the second in which it begins."""
    at = 0.0
    for song in SONGS.values():
        for line in song:
            yield at, line
            at += line.beats * BEAT
        at += REST * BEAT


def notes() -> list[Note]:
    """The whole tune."""
    found = []
    for begins, line in lines():
        at = begins
        for name, beats in line.notes:
            found.append(Note(at, beats * BEAT, SCALE[name]))
            at += beats * BEAT
    return found


SECONDS = (
    sum(line.beats for song in SONGS.values() for line in song) * BEAT + len(SONGS) * REST * BEAT
)
"""How long all of it lasts, until it begins anew."""


def write_tune(path: Path) -> None:
    """All of it as sound: each note is made once, and laid where it is played."""
    sound = array("f", bytes(4 * round(SECONDS * RATE)))
    plucked: dict[tuple[int, float], array[float]] = {}
    for note in notes():
        key = (note.height, note.seconds)
        if key not in plucked:
            plucked[key] = _pluck(note.height, note.seconds)
        first = round(note.begins * RATE)
        for number, value in enumerate(plucked[key], first):
            if number < len(sound):
                sound[number] += value
    loudest = max(map(abs, sound))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", (round(v / loudest * 20_000) for v in sound)).tobytes())


def _pluck(height: int, seconds: float) -> "array[float]":
    """A string that is plucked: overtones that die away, the higher the sooner."""
    pitch = 2 * math.pi * 261.63 * 2 ** (height / 12) / RATE
    made = array("f")
    for number in range(round((seconds + 0.5) * RATE)):
        at = number / RATE
        fade = math.exp(-2.6 * at) * min(1.0, at * 120)
        made.append(
            fade * sum(p * math.exp(-n * at) * math.sin(n * pitch * number) for n, p in OVERTONES)
        )
    return made
