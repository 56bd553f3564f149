"""A person has read what a machine drafted: the text as it is now right, and no draft any more."""

from datetime import datetime

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.ledger import record
from branchline.core.words import Translated
from branchline.places.errors import NoWords
from branchline.places.measures import WORDS_READ
from branchline.places.models import Branch, OpeningException, Season, Service, Stop

Worded = Service | Branch | OpeningException | Season | Stop


@action
def read_words(*, of: Worded, field: str, text: str, by: Acting, now: datetime) -> None:
    """Keep the Welsh of one text as a person has read or put it right. Twice changes nothing."""
    held = type(of)._default_manager.select_for_update().get(pk=of.pk)
    before: Translated = getattr(held, field)
    if not text.strip():
        raise NoWords
    after = before.with_text("cy", text.strip())
    if after == before:
        return
    setattr(held, field, after)
    held.save(update_fields=[field])
    record(kind=WORDS_READ, by=by, now=now, links={"text": f"{type(of).__name__}.{field}"})
