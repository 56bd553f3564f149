"""What a device writes down of a pack where it has no network: how each call went, fenced by its slip.

No name and no words are in it, since operations are kept as they came (core/offline): notes and needs come from the paper.
"""

from datetime import datetime
from typing import Any

from django.core import signing

from branchline.core.acting import Acting
from branchline.core.offline import operations_about
from branchline.core.offline.errors import Unreadable
from branchline.core.operations import Log, OperationKind, Payload
from branchline.people.models import Worker

from ..models import Outcome, Pack
from ..permits import MAKE_CALLS
from ..queries import ON_A_DEVICE, calls_of, pack_at, token_of
from .report import Heard, report_call

ABOUT, TOLD = "calls.pack", "calls.told"


def lock_pack(pack: Pack, now: datetime) -> None:
    """Reports of one pack queue here, whoever sends them. One that was taken back may still be told of: late."""
    Pack.objects.select_for_update(no_key=True).get(pk=pack.pk)


def take_told(pack: Pack, by: Acting, now: datetime) -> None:
    """Each new operation is a report under the slip that it carries; whoever is forgotten meanwhile is passed over."""
    calls = {str(each.entry.token): each for each in calls_of(pack)}
    worker = Worker.objects.get(pk=pack.worker_id)
    new = operations_about(about=ABOUT, public_id=pack.public_id).filter(received_at=now)
    for told in new:
        call, said = calls.get(told.payload["token"]), told.payload
        if call is None:
            continue
        report_call(
            worker=worker,
            slip=call.slip,
            heard=Heard(
                Outcome(said["outcome"]), message_left=said["message_left"], hard=said["hard"]
            ),
            key=str(told.op_id),
            service=pack.service,
            by=by,
            now=now,
        )


def state_of(pack: Pack) -> dict[str, Any]:
    """How a pack stands, for the device: outcomes by the numbers of its pages. No names."""
    return {
        "operations": operations_about(about=ABOUT, public_id=pack.public_id).count(),
        "told": {
            str(each.entry.number): each.attempt.outcome for each in calls_of(pack) if each.attempt
        },
    }


def _read_told(said: Payload) -> dict[str, Any]:
    outcome, slip = said.get("outcome"), said.get("slip")
    flags = {name: said.get(name) for name in ("message_left", "hard")}
    if not isinstance(slip, str) or outcome not in ON_A_DEVICE:
        raise Unreadable
    if not all(isinstance(each, bool) for each in flags.values()):
        raise Unreadable
    try:
        return {"token": token_of(slip), "outcome": outcome, **flags}
    except signing.BadSignature as wrong:
        raise Unreadable from wrong


PACKED_CALLS = Log(
    about=ABOUT,
    kinds=(OperationKind(TOLD, MAKE_CALLS, _read_told),),
    find=lambda public_id: pack_at(public_id=public_id),
    lock=lock_pack,
    take=take_told,
    state=state_of,
)
