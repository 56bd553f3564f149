"""Put a message into the outbox."""

from datetime import datetime

from django.utils.translation import gettext as _

from branchline.core import prepared
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.scoping import current_service_id

from ..letters import Addressee, Letter
from ..models import Format, Message, Route, State, normal_address
from ..queries.wishes import much_that_stops
from .ending import end
from .errands import DELIVER
from .hours import next_departure, too_late
from .truth import replace_waiting, withdraw_untrue

KNOWN = (
    "SELECT EXISTS (SELECT FROM messages_message WHERE service_id = %s AND reference = %s"
    " AND state = 'queued' AND route IN ('letter', 'phone')),"
    " EXISTS (SELECT FROM messages_suppression WHERE service_id = %s AND route = %s AND address = %s"
    " AND scope = ANY(%s) AND lifted_at IS NULL)"
)


@action
def send(
    *,
    letter: Letter,
    reference: str,
    to: Addressee,
    now: datetime,
    by: Acting,
    not_before: datetime | None = None,
    valid_until: datetime | None = None,
    branch: int | None = None,
) -> Message:
    """Queue a letter about `reference` in the caller's transaction, and the job that delivers it.

    What it says is composed when it leaves. News about `reference` may make letters and calls that still
    wait about it untrue, or say again what one that waits says: those are withdrawn now. One that would be read after `valid_until`, or that nobody
    wants, is kept with that state and never sent. `branch`: whose staff ring about it; a personal one that comes too late waits for a person.
    """
    address = normal_address(to.route, to.address)
    others_wait, unwanted = _known(reference, Route(to.route), address, letter)
    if others_wait:
        withdraw_untrue(reference=reference, by=by, now=now)
        replace_waiting(
            letter=letter.name, reference=reference, address=address, name=to.name, by=by, now=now
        )
    due_at = max(now, not_before) if not_before else now
    message = Message(
        service_id=current_service_id(),
        letter=letter.name,
        reference=reference,
        branch_id=branch,
        personal=letter.personal,
        route=Route(to.route),
        address=address,
        name=to.name,
        language=to.language,
        format=Format(to.format),
        needs=to.needs,
        queued_at=now,
        due_at=due_at,
        valid_until=valid_until,
    )
    prepared.add(message)
    if too_late(message, due_at):
        if letter.personal:
            # It is about their own affairs and can't reach them: a person finds another way.
            trouble = _(
                "This would come too late. Please tell them in another way, then withdraw it."
            )
            end(message, State.FAILED, by=by, now=now, trouble=trouble)
        else:
            end(message, State.EXPIRED, by=by, now=now)
    elif unwanted:
        end(message, State.SUPPRESSED, by=by, now=now)
    else:
        _deliver(message, letter, now)
    return message


def _known(reference: str, route: Route, address: str, letter: Letter) -> tuple[bool, bool]:
    """Whether something by hand waits about the same thing, and whether nobody wants this at the address."""
    here, much = current_service_id(), much_that_stops(personal=letter.personal)
    with prepared.run(KNOWN, [here, reference, here, route.value, address, much]) as cursor:
        others_wait, unwanted = cursor.fetchone()
    return bool(others_wait), bool(unwanted)


def _deliver(message: Message, letter: Letter, now: datetime) -> None:
    """By a job: what staff do, and what somebody waits for this minute, has its own; the rest leaves together."""
    if Route(message.route).by_hand:
        at = message.due_at if message.due_at > now else None
        DELIVER.later(at=at, message=message.public_id)
    elif message.due_at > now:
        DELIVER.together(at=message.due_at)
    elif letter.at_once:
        DELIVER.later(message=message.public_id)
    else:
        DELIVER.together(at=next_departure(now))
