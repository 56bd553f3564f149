"""Lists for the desk and for partners, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from branchline.core.paging import Page, read_cursor, row_number, write_cursor
from branchline.core.permits import Holding

from ..models import Referral, State
from ..models.referrals import OPEN
from ..permits import ANSWER_REFERRALS, SEE_REFERRALS
from .referrals import with_names

PAGE = 25
ENDED = (State.CLOSED, State.DECLINED, State.WITHDRAWN)
SHOWN = {
    "open": Q(state__in=OPEN),
    "drafts": Q(state=State.DRAFT),
    "ask": Q(state__in=(State.ACCEPTED, State.DONE)),
    "ended": Q(state__in=ENDED),
}
"""Which of them a list shows: the state decides."""


@dataclass(frozen=True)
class Sought:
    """`shown`: a key of SHOWN, or a state. `mine`: made by this account."""

    shown: str = "open"
    mine: int | None = None


def listed(
    *, holdings: Sequence[Holding], sought: Sought, today: date, cursor: str | None = None
) -> Page[Referral]:
    """Late ones first, then by how long they have waited; what has ended, newest first. One query."""
    return _page(Referral.objects.filter(SEE_REFERRALS.visible(holdings)), sought, today, cursor)


def listed_for_partner(
    *, holdings: Sequence[Holding], sought: Sought, today: date, cursor: str | None = None
) -> Page[Referral]:
    """The same of what was sent to the organisations of these memberships. One query."""
    return _page(Referral.objects.filter(ANSWER_REFERRALS.visible(holdings)), sought, today, cursor)


def _page(
    rows: QuerySet[Referral], sought: Sought, today: date, cursor: str | None
) -> Page[Referral]:
    rows = rows.filter(_shown(sought.shown))
    if sought.mine is not None:
        rows = rows.filter(made_by=sought.mine)
    on_time = Case(
        When(state=State.SENT, due_on__lt=today, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    waiting: QuerySet[Any] = with_names(rows).annotate(on_time=on_time)
    ended = sought.shown == "ended" or sought.shown in ENDED
    since = "-state_since" if ended else "state_since"
    waiting = waiting.order_by("on_time", since, "-pk" if ended else "pk")
    if behind := _behind(cursor, backwards=ended):
        waiting = waiting.filter(behind)
    found = list(waiting[: PAGE + 1])
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    after = write_cursor([last.on_time, last.state_since.isoformat(), last.pk]) if last else None
    return Page(shown, after)


def _shown(name: str) -> Q:
    return SHOWN.get(name) or (Q(state=name) if name in State.values else SHOWN["open"])


def _behind(cursor: str | None, *, backwards: bool) -> Q | None:
    said = read_cursor(cursor, 3)
    if said is None:
        return None
    number, late = row_number(said[2]), row_number(said[0])
    try:
        moment = datetime.fromisoformat(said[1])
    except ValueError:
        return None
    if number is None or late is None or moment.tzinfo is None:
        return None
    way = "lt" if backwards else "gt"
    return Q(on_time__gt=late) | Q(on_time=late) & (
        Q(**{f"state_since__{way}": moment}) | Q(state_since=moment, **{f"pk__{way}": number})
    )
