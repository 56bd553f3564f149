"""Somebody saw or heard something: write it down, start the clock, tell the first."""

from datetime import datetime

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.errors import together
from branchline.core.idempotency import KEY
from branchline.core.scoping import current_service_id
from branchline.people.models import Resident
from branchline.places.models import Branch

from ..errors import SayHowUrgent, SayWhatYouSaw, SayWhoItIsAbout
from ..measures import RAISED
from ..models import Concern, ConcernEvent, Event, Told, Urgency
from ..models.concerns import WORDS_LIMIT
from .by_whom import account_of
from .ladder import start_clock, tell_what_is_due


@action
def raise_concern(
    *,
    words: str,
    urgency: str,
    resident: Resident | None = None,
    about_words: str = "",
    wishes: str = "",
    told: str = "",
    at_risk: str = "",
    rang_999: bool = False,
    raiser_telephone: str = "",
    branch: Branch | None = None,
    link: tuple[str, str] | None = None,
    by: Acting,
    now: datetime,
    key: str,
) -> Concern:
    """Raise a concern about a resident, or about somebody in words; once per `key` (8 to 64 letters and digits).

    The first on the ladder is told in the same transaction. Who is told does not matter for raising: with nobody
    set the managers hear, and if telling fails the job tries again. `link`: the page it was raised from,
    ("calls:desk_call", its public id). Refuses at a field, all together: SayWhatYouSaw, SayWhoItIsAbout, SayHowUrgent.
    """
    together(
        lambda: _say(bool(words.strip()), SayWhatYouSaw()),
        lambda: _say(resident is not None or bool(about_words.strip()), SayWhoItIsAbout()),
        lambda: _say(urgency in Urgency.values, SayHowUrgent()),
    )
    if not KEY.match(key):
        raise ValueError("an idempotency key is 8 to 64 letters, digits, - or _")
    name, link_key = link or ("", "")
    fresh = Concern(
        service_id=current_service_id(),
        key=key,
        resident=resident,
        about_words=about_words.strip()[:300],
        urgency=urgency,
        words=words.strip()[:WORDS_LIMIT],
        wishes=wishes.strip()[:WORDS_LIMIT],
        told=told if told in Told.values else "",
        at_risk=at_risk.strip()[:300],
        rang_999=rang_999,
        raised_by_id=account_of(by),
        raised_at=now,
        raiser_telephone=raiser_telephone.strip()[:40],
        branch=branch,
        link_name=name,
        link_key=link_key,
    )
    start_clock(fresh, since=now)
    written = Concern.objects.bulk_create([fresh], ignore_conflicts=True)
    concern = Concern.objects.select_for_update().get(key=key)
    if concern.public_id != written[0].public_id:
        return concern
    ConcernEvent.objects.create(
        service_id=concern.service_id,
        concern=concern,
        event=Event.RAISED,
        at=now,
        account_id=concern.raised_by_id,
        key="raised",
    )
    ledger.record(kind=RAISED, by=by, now=now)
    tell_what_is_due(concern, now=now)
    return concern


def _say(said: bool, refusal: Exception) -> None:
    if not said:
        raise refusal
