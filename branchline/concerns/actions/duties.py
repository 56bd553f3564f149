"""Name who hears of concerns, and when the office is open."""

from collections.abc import Sequence
from datetime import date, datetime, time

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.scoping import current_service_id
from branchline.core.telephones import plain
from branchline.people.models import Account

from ..errors import DoesNotWorkHere, NumberThatRings, OpensBeforeItCloses, SayWhoAnswers
from ..models import Position, SafeguardingDuty, SafeguardingHours
from ..queries.duties import who_can_be_named
from .by_whom import account_of


@action
def set_duty(
    *,
    position: Position,
    account: Account | None = None,
    name: str = "",
    telephone: str = "",
    place: int = 1,
    weekdays: Sequence[int] = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Acting,
    now: datetime,
) -> SafeguardingDuty:
    """Somebody holds a position from today, or another day. The same again changes nothing.

    A lead or deputy is a colleague's account, or a name with a number; a duty number always has one. Refuses
    SayWhoAnswers, NumberThatRings, DoesNotWorkHere.
    """
    number = plain(telephone) if telephone.strip() else ""
    if number is None or (position is Position.DUTY and not number):
        raise NumberThatRings
    if account is None and not (name.strip() and number):
        raise SayWhoAnswers
    today = in_london(now).date()
    if account is not None and account not in who_can_be_named(today=today):
        raise DoesNotWorkHere(field="account")
    duty, _made = SafeguardingDuty.objects.get_or_create(
        service_id=current_service_id(),
        position=position,
        account=account,
        name="" if account else name.strip()[:120],
        telephone=number,
        weekdays=sorted(set(weekdays)),
        valid_to=valid_to,
        defaults={
            "place": place,
            "valid_from": valid_from or today,
            "set_by_id": account_of(by),
            "set_at": now,
        },
    )
    return duty


@action
def end_duty(*, duty: SafeguardingDuty, by: Acting, now: datetime) -> None:
    """From today it no longer holds. Twice is once. Without a lead and a deputy, managers stand in."""
    locked = SafeguardingDuty.objects.select_for_update().get(pk=duty.pk)
    today = max(in_london(now).date(), locked.valid_from)
    if locked.valid_to is None or locked.valid_to > today:
        locked.valid_to = today
        locked.save(update_fields=["valid_to"])


@action
def set_hours(
    *,
    weekdays: Sequence[int],
    opens: time,
    closes: time,
    on_bank_holidays: bool = False,
    by: Acting,
    now: datetime,
) -> SafeguardingHours:
    """When the office is open. Clocks that run keep what they promised. Refuses OpensBeforeItCloses."""
    days = sorted({day for day in weekdays if 0 <= day <= 6})
    if not days or closes <= opens:
        raise OpensBeforeItCloses
    hours, _made = SafeguardingHours.objects.update_or_create(
        service_id=current_service_id(),
        defaults={
            "weekdays": days,
            "opens": opens,
            "closes": closes,
            "on_bank_holidays": on_bank_holidays,
            "set_by_id": account_of(by),
            "set_at": now,
        },
    )
    return hours
