"""The demo's run sheet: rhymes that everybody may sing, and a picture book about which nobody has asked yet."""

from datetime import datetime

from branchline.core.words import said

from ..actions import ItemFacts, add_item, add_rhyme
from ..data import rhyme_called
from ..models import Broadcast, ItemKind
from .cast import DEMO

RHYMES = ("twinkle", "spider", "jac")


def write_sheet(broadcast: Broadcast, *, now: datetime) -> None:
    """What a rhyme time brings."""
    for rhyme in filter(None, map(rhyme_called, RHYMES)):
        add_rhyme(broadcast=broadcast, rhyme=rhyme, by=DEMO, now=now)
    book = ItemFacts(title=said("The Bear Who Missed the Bus"), kind=ItemKind.STORY)
    add_item(broadcast=broadcast, facts=book, by=DEMO, now=now)
