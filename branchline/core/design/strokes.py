"""What drawings are made of: shapes by kind, and numbers chosen from a title."""

import hashlib


class Draw:
    """Chooses numbers from a title: the same title always gives the same numbers."""

    def __init__(self, title: str) -> None:
        self._seed = " ".join(title.casefold().split()).encode()
        self._round, self._left = 0, b""

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        if not self._left:
            self._left = hashlib.sha256(self._seed + bytes([self._round % 256])).digest()
            self._round += 1
        byte, self._left = self._left[0], self._left[1:]
        return byte * limit // 256

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + self.below(high - low + 1)

    def pick(self, *options: str) -> str:
        """One of the options."""
        return options[self.below(len(options))]


def rect(kind: str, x: float, y: float, w: float, h: float, r: float = 0, turn: str = "") -> str:
    """A rectangle; `r` rounds it, `turn` is "degrees x y"."""
    rounded = f' rx="{r:g}"' if r else ""
    turned = f' transform="rotate({turn})"' if turn else ""
    return (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"{rounded}{turned}/>'
    )


def circle(kind: str, x: float, y: float, r: float) -> str:
    """A circle around x, y."""
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{r:g}"/>'


def path(kind: str, d: str) -> str:
    """A path."""
    return f'<path class="{kind}" d="{d}"/>'
