"""The queue for a device: joining, offers by the rule, what people answer, and who is taken out.

Whoever writes locks the queue first, then the request. All that happens to a queue stands in its log (`core.fairqueue`).
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task
from branchline.core import fairqueue, ledger
from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.clock import in_london, london
from branchline.core.fairqueue import EntryState, FairQueue, QueueEntry
from branchline.core.permits import Role
from branchline.messages.models import Route
from branchline.people.queries import addressee_of
from branchline.places.models import Branch
from branchline.referrals.actions import report_done, tell_person, withdraw_referral
from branchline.referrals.models import State
from branchline.referrals.queries import may_go_on, working_day_after

from .. import errors, measures
from ..letters import OFFER, OFFER_OVER
from ..models import Band, DeviceRequest
from ..models.asking import IN_LINE
from ..queries import RULE, free_at, subject, wishes_about

BY_ITSELF = job("devices.queue")
POST_DAYS, DAYS = 8, 5
"""Working days in which an offer is answered: a letter and its answer need the post. Stated in the offer."""


def lock_line(kind: str, branch: Branch, *, now: datetime) -> FairQueue:
    """The queue of a kind at a library, held until the transaction ends: whoever offers, lends or books there waits."""
    queue = fairqueue.open_queue(subject=subject(kind, branch), rule=RULE, now=now)
    held: FairQueue = FairQueue.objects.select_for_update(no_key=True).get(pk=queue.pk)
    return held


def lock(request: DeviceRequest, *, now: datetime) -> DeviceRequest:
    """Its queue, then the row as it is now, held until the transaction ends."""
    lock_line(request.kind, request.branch, now=now)
    rows = DeviceRequest.objects.select_for_update(of=("self",), no_key=True)
    found: DeviceRequest = rows.with_names().get(pk=request.pk)
    return found


def note(kind: ledger.Kind, request: DeviceRequest, *, by: Acting, now: datetime) -> None:
    """What the ledger may know: which kind, where, in which band, through whom; no person."""
    partner = request.referral.organisation
    ledger.record(
        kind=kind, by=by, now=now, branch_id=request.branch_id,
        links={
            "kind": request.kind, "band": Band(request.band).letter,
            **({"partner": partner.public_id} if partner else {}),
        },
    )  # fmt: skip


def join_line(request: DeviceRequest, *, by: Acting, now: datetime) -> DeviceRequest:
    """Within an action: into the queue for their kind at their library, behind those of their band; offered at once where one is free."""
    queue = lock_line(request.kind, request.branch, now=now)
    request.entry = fairqueue.join(
        queue=queue, size=1, facts={"need_band": int(request.band)}, now=now
    )
    request.save(update_fields=["entry"])
    fill_line(kind=request.kind, branch=request.branch, by=by, now=now)
    return _again(request)


@action
def fill_line(*, kind: str, branch: Branch, by: Acting, now: datetime) -> int:
    """Offer what is free to whoever is next: as many open offers as devices of the kind are available there. Returns how
    many. Whoever has died or wishes it no more is taken out first."""
    queue = lock_line(kind, branch, now=now)
    free = free_at(kind, branch, today=in_london(now).date())
    if not free:
        return 0
    _out_with_the_gone(queue, free, by=by, now=now)
    chosen = fairqueue.fill(queue=queue, places=free, until=lambda each: _until(each, now), now=now)
    for entry in chosen:
        request = DeviceRequest.objects.with_names().get(entry=entry)
        note(measures.OFFERED, request, by=by, now=now)
        if not tell_person(request.referral, OFFER, by=by, now=now, valid_until=entry.until):
            _to_be_told(request, by=by, now=now)
    return len(chosen)


def _out_with_the_gone(queue: FairQueue, free: int, *, by: Acting, now: datetime) -> None:
    rows = DeviceRequest.objects.filter(entry__queue=queue, entry__state=EntryState.WAITING)
    there = 0
    for request in rows.with_names().order_by("entry__order").iterator():
        if request.referral.state == State.ACCEPTED and may_go_on(request.referral, now):
            there += 1
            if there == free:
                return
        else:
            take_out(request, by=by, now=now)


def _until(entry: QueueEntry, now: datetime) -> datetime:
    """The end of the last day on which they can answer."""
    request = DeviceRequest.objects.select_related("referral").get(entry=entry)
    person = request.referral.person
    days = POST_DAYS if addressee_of(person=person).route == Route.LETTER else DAYS
    last = working_day_after(in_london(now).date(), days) + timedelta(days=1)
    return london(last.year, last.month, last.day)


def _to_be_told(request: DeviceRequest, *, by: Acting, now: datetime) -> None:
    add_task(
        what=_("A device is offered to somebody whom we can’t write to or ring. Find a way to ask them."),
        kind="devices.offered", key=f"devices.offered:{request.public_id}:{now:%Y-%m-%d}", due=in_london(now).date(),
        roles=[Role.SERVICE_MANAGER], link=("devices:desk_request", request.public_id), by=by, now=now,
    )  # fmt: skip


@action
def accept_offer(*, request: DeviceRequest, by: Acting, now: datetime) -> DeviceRequest:
    """They take it: it is held until they collect it. Twice is once. Refuses OfferHasEnded."""
    locked = lock(request, now=now)
    entry = _entry(locked)
    if entry.state == EntryState.ACCEPTED:
        return locked
    try:
        fairqueue.accept(entry=entry, now=now)
    except fairqueue.NotOffered:
        raise errors.OfferHasEnded from None
    note(measures.TAKEN, locked, by=by, now=now)
    return _again(locked)


@action
def decline_offer(*, request: DeviceRequest, by: Acting, now: datetime) -> DeviceRequest:
    """They don’t want one any more: it goes to the next. Twice is once. Refuses OfferHasEnded."""
    locked = lock(request, now=now)
    entry = _entry(locked)
    if entry.state == EntryState.DECLINED:
        return locked
    try:
        fairqueue.decline(entry=entry, now=now)
    except fairqueue.NotOffered:
        raise errors.OfferHasEnded from None
    withdraw_referral(referral=locked.referral, by=by, now=now)
    note(measures.NOT_TAKEN, locked, by=by, now=now)
    fill_line(kind=locked.kind, branch=locked.branch, by=by, now=now)
    return _again(locked)


@action
def put_off_offer(*, request: DeviceRequest, by: Acting, now: datetime) -> DeviceRequest:
    """Not now: it goes to the next, and they keep their place, paused. Refuses OfferHasEnded."""
    locked = lock(request, now=now)
    try:
        fairqueue.put_off(entry=_entry(locked), now=now)
    except fairqueue.NotOffered:
        raise errors.OfferHasEnded from None
    note(measures.NOT_TAKEN, locked, by=by, now=now)
    fill_line(kind=locked.kind, branch=locked.branch, by=by, now=now)
    return _again(locked)


@action
def pause_waiting(*, request: DeviceRequest, by: Acting, now: datetime) -> DeviceRequest:
    """Nothing is offered meanwhile, and the place is kept. Refuses NotInTheQueue."""
    locked = lock(request, now=now)
    try:
        fairqueue.pause(entry=_entry(locked), now=now)
    except fairqueue.NotWaiting:
        raise errors.NotInTheQueue from None
    return _again(locked)


@action
def resume_waiting(*, request: DeviceRequest, by: Acting, now: datetime) -> DeviceRequest:
    """At the same place. Refuses NotInTheQueue."""
    locked = lock(request, now=now)
    try:
        fairqueue.resume(entry=_entry(locked), now=now)
    except fairqueue.NotWaiting:
        raise errors.NotInTheQueue from None
    fill_line(kind=locked.kind, branch=locked.branch, by=by, now=now)
    return _again(locked)


@action
def leave_line(*, request: DeviceRequest, by: Acting, now: datetime) -> DeviceRequest:
    """They don’t wait any more. Refuses NotInTheQueue."""
    locked = lock(request, now=now)
    try:
        fairqueue.leave(entry=_entry(locked), now=now)
    except fairqueue.NotWaiting:
        raise errors.NotInTheQueue from None
    withdraw_referral(referral=locked.referral, by=by, now=now)
    return _again(locked)


@action
def join_again(*, request: DeviceRequest, by: Acting, now: datetime) -> DeviceRequest:
    """After an offer that ran out: a new place, behind those of their band. Refuses NotInTheQueue."""
    locked = lock(request, now=now)
    if _entry(locked).state != EntryState.EXPIRED or locked.referral.state != State.ACCEPTED:
        raise errors.NotInTheQueue
    return join_line(locked, by=by, now=now)


def hand_over(request: DeviceRequest, *, by: Acting, now: datetime) -> DeviceRequest:
    """Within an action: they have got one, so nothing is held for them any more and they wait no longer."""
    locked = lock(request, now=now)
    entry = _entry(locked)
    if entry.state == EntryState.OFFERED:
        fairqueue.accept(entry=entry, now=now)
        note(measures.TAKEN, locked, by=by, now=now)
    elif entry.state in IN_LINE:
        fairqueue.leave(entry=entry, now=now)
    report_done(referral=locked.referral, by_partner=False, by=by, now=now)
    return _again(locked)


def expire_offers(*, by: Acting, now: datetime) -> int:
    """Offers of the service whose days are over go to the next. Returns how many."""
    due = DeviceRequest.objects.filter(entry__state=EntryState.OFFERED, entry__until__lte=now)
    return sum(
        expire_offer(request=each, by=by, now=now) for each in list(due.order_by("entry__until"))
    )


@action
def expire_offer(*, request: DeviceRequest, by: Acting, now: datetime) -> bool:
    """Whether it ended now: once, however many workers ask. They are told kindly."""
    locked = lock(request, now=now)
    try:
        fairqueue.expire(entry=_entry(locked), now=now)
    except fairqueue.NotOffered:
        return False
    note(measures.NOT_TAKEN, locked, by=by, now=now)
    tell_person(locked.referral, OFFER_OVER, by=by, now=now)
    fill_line(kind=locked.kind, branch=locked.branch, by=by, now=now)
    return True


def keep_up(*, now: datetime) -> None:
    """By the clock, for one service: offers that are over, people who have gone, devices that have become free. Each on
    its own, so that nobody at a desk waits for all queues."""
    expire_offers(by=BY_ITSELF, now=now)
    gone = DeviceRequest.objects.filter(entry__state__in=(*IN_LINE, EntryState.OFFERED)).exclude(
        referral__state=State.ACCEPTED
    )
    for request in list(gone.with_names().order_by("pk")):
        _take_out_alone(request=request, now=now)
    waiting = DeviceRequest.objects.filter(entry__state=EntryState.WAITING).order_by()
    lines = {(each.kind, each.branch_id): each for each in waiting.select_related("branch")}
    for each in lines.values():
        fill_line(kind=each.kind, branch=each.branch, by=BY_ITSELF, now=now)


@action
def _take_out_alone(*, request: DeviceRequest, now: datetime) -> None:
    take_out(lock(request, now=now), by=BY_ITSELF, now=now)


def take_out(request: DeviceRequest, *, by: Acting, now: datetime) -> None:
    """Within an action: whoever has died, wishes it no more or is erased waits no more, and holds nothing."""
    if request.entry is None:
        return
    if request.entry.state in IN_LINE:
        fairqueue.leave(entry=request.entry, now=now)
    elif request.entry.state == EntryState.OFFERED:
        fairqueue.decline(entry=request.entry, now=now)
    if request.referral.state == State.ACCEPTED:
        withdraw_referral(referral=request.referral, by=by, now=now)


@action
def forget_requests(*, person: str, now: datetime) -> int:
    """What "resident:7" or "contact:12" asked for goes; the queue’s log keeps a number without a name. Returns rows."""
    rows = list(wishes_about(person).with_names().order_by("branch", "kind", "pk"))
    for request in rows:
        take_out(request, by=BY_ITSELF, now=now)
    gone: int = DeviceRequest.objects.filter(pk__in=[each.pk for each in rows]).delete()[0]
    for request in rows:
        fill_line(kind=request.kind, branch=request.branch, by=BY_ITSELF, now=now)
    return gone


def _entry(request: DeviceRequest) -> QueueEntry:
    if request.entry is None:
        raise errors.NotInTheQueue
    return request.entry


def _again(request: DeviceRequest) -> DeviceRequest:
    found: DeviceRequest = DeviceRequest.objects.with_names().get(pk=request.pk)
    return found
