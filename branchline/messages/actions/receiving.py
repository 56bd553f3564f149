"""The one door for what comes back: receipts, replies, STOP."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from branchline.core.acting import Acting, Channel
from branchline.core.actions import action
from branchline.core.scoping import current_service_id
from branchline.places.models import Service

from ..models import Arrival, Attempt, Message, Route, Scope, Sort, Source, State, normal_address
from .wishes import lift, suppress

BY = Acting(channel=Channel.API, device="messages.receive")
STOP_WORDS = {"stop", "stopall", "unsubscribe", "end", "quit", "stopio", "stopiwch"}
"""What UK carriers treat as STOP, and the Welsh for it. CANCEL is not among them: it may mean a booking."""

START_WORDS = {"start", "unstop", "dechrau"}


@action
def receive(
    *,
    service: Service,
    route: Route,
    address: str,
    kind: Sort,
    body: str,
    now: datetime,
    reference: str = "",
    carrier_id: str = "",
) -> Arrival | None:
    """Keep it once and obey it. `reference` is our message's public id or the carrier's name for a try.

    The same `carrier_id` a second time is None, and so is what names nobody and nothing of ours. A reply whose first word is STOP becomes a STOP.
    """
    if service.pk != current_service_id():
        raise ValueError("an arrival is received in the scope of its service")
    if kind == Sort.REPLY:
        kind = _meaning(body)
    message = _message(reference)
    where = normal_address(route, address or (message.address if message else ""))
    if not where:
        return None
    try:
        with transaction.atomic():
            arrival = Arrival.objects.create(
                service=service,
                route=route,
                address=where,
                sort=kind,
                body=body[:5000],
                arrived_at=now,
                message=message,
                carrier_id=carrier_id[:100],
                handled_at=None if kind == Sort.REPLY else now,
            )
    except IntegrityError:
        return None
    _obey(arrival, message, now)
    return arrival


def _meaning(body: str) -> Sort:
    first = re.match(r"\W*(\w+)", body.casefold())
    word = first.group(1) if first else ""
    if word in STOP_WORDS:
        return Sort.STOP
    return Sort.START if word in START_WORDS else Sort.REPLY


def _message(reference: str) -> Message | None:
    if not reference:
        return None
    found = Message.objects.select_for_update().filter(public_id=reference).first()
    if found is not None:
        return found
    attempt = Attempt.objects.filter(reference=reference).first()
    return Message.objects.select_for_update().get(pk=attempt.message_id) if attempt else None


def _obey(arrival: Arrival, message: Message | None, now: datetime) -> None:
    route, address = Route(arrival.route), arrival.address
    match Sort(arrival.sort):
        case Sort.STOP:
            suppress(route=route, address=address, scope=Scope.EVERYTHING, source=Source.STOP, now=now, by=BY)  # fmt: skip
        case Sort.START:
            lift(route=route, address=address, source=Source.STOP, now=now, by=BY)
        case Sort.BOUNCED:
            suppress(route=route, address=address, scope=Scope.EVERYTHING, source=Source.BOUNCED, now=now, by=BY)  # fmt: skip
        case Sort.COMPLAINT:
            suppress(route=route, address=address, scope=Scope.TO_MANY, source=Source.COMPLAINT, now=now, by=BY)  # fmt: skip
        case _:
            pass
    if message is not None and arrival.sort in RECEIPTS:
        message.receipt = arrival.sort
        message.save(update_fields=["receipt"])
        if arrival.sort != Sort.DELIVERED and message.state == State.SENT:
            _came_back(message)


RECEIPTS = {Sort.DELIVERED, Sort.BOUNCED, Sort.FAILED}


def _came_back(message: Message) -> None:
    """It left us, but never arrived: staff see it among what needs them. The count of sent stays."""
    words = {
        Sort.BOUNCED: _("The address does not exist. Please ask for a new one."),
        Sort.FAILED: _(
            "The carrier could not deliver it. The phone or mailbox may be full or off."
        ),
    }
    message.state, message.trouble = State.FAILED, str(words[Sort(message.receipt)])
    message.save(update_fields=["state", "trouble"])


@action
def mark_handled(*, arrival: str, by: Acting, now: datetime) -> None:
    """A member of staff has dealt with a reply."""
    Arrival.objects.filter(public_id=arrival, handled_at__isnull=True).update(handled_at=now)


@action
def stop_by_link(*, message: str, by: Acting, now: datetime) -> None:
    """The addressee of a message to many wants no more of them."""
    found = Message.objects.filter(public_id=message).first()
    if found is None or not found.address:
        return
    suppress(
        route=Route(found.route),
        address=found.address,
        scope=Scope.TO_MANY,
        source=Source.UNSUBSCRIBED,
        now=now,
        by=by,
    )
