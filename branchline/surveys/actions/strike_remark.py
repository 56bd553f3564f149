"""Take a name, or the whole, out of somebody's own words."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action

from ..errors import OnlyStrikeOut
from ..models import Remark
from .answer_survey import PERSONAL

GAP = "[…]"
"""Stands where something was taken out."""


@action
def strike_remark(*, remark: Remark, words: str, by: Acting, now: datetime) -> Remark:
    """Keep `words` instead: the old ones with parts struck out; empty removes all.

    Refuses OnlyStrikeOut (words).
    """
    kept = words.replace("\r\n", "\n").strip()
    letters = iter(remark.words)
    if not all(letter in letters for letter in kept.replace(GAP, "") if not letter.isspace()):
        raise OnlyStrikeOut
    remark.words, remark.looks_personal = kept, bool(PERSONAL.search(kept))
    remark.struck_at = now
    remark.save(update_fields=["words", "looks_personal", "struck_at"])
    return remark
