"""What the room brings along: rhymes that everybody may sing."""

from .isbn import isbn13
from .rhymes import RHYMES, Rhyme, rhyme_called

__all__ = ["RHYMES", "Rhyme", "isbn13", "rhyme_called"]
