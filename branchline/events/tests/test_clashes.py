"""What else happens at the same time: the same room, the same person, and nothing that only touches."""

from datetime import time
from typing import Any

import pytest

from branchline.core.words import Translated, said
from branchline.events.actions import cancel_occurrence, create_event
from branchline.events.models import Setting, Timing
from branchline.events.queries import Clash, clashes
from branchline.people.models import Account

from .conftest import DESK, NOW, TUESDAY, Places, date_of, details, key, once, put_on

MEETING = said("Meeting room")


def look(
    places: Places, starts: time, ends: time, *, room: Translated = MEETING, **more: Any
) -> list[Clash]:
    facts: dict[str, Any] = {"branch": places.branch, "setting": Setting.IN_PERSON, "lead_id": None}
    spans = list(Timing(TUESDAY, starts, ends).spans())
    return clashes(room=room, spans=spans, **(facts | more))


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        (time(9), time(10, 30), 0),
        (time(9), time(10, 31), 1),
        (time(10, 40), time(10, 50), 1),
        (time(11), time(12), 0),
    ],
)
def test_the_same_room_at_the_same_time(
    alice: Places, starts: time, ends: time, found: int
) -> None:
    put_on(alice.branch, room=MEETING)
    assert len(look(alice, starts, ends)) == found
    assert look(alice, starts, ends, room=said("Children’s library")) == []
    assert look(alice, starts, ends, branch=alice.far) == []
    assert look(alice, starts, ends, setting=Setting.ONLINE) == []


def test_a_draft_counts_and_what_is_cancelled_does_not(alice: Places) -> None:
    draft = create_event(
        branch=alice.branch,
        details=details(room=MEETING),
        timing=once(),
        by=DESK,
        now=NOW,
        key=key(),
    )
    assert len(look(alice, time(10, 30), time(11))) == 1
    assert look(alice, time(10, 30), time(11), leaving_out=draft) == []
    draft.delete()
    off = date_of(put_on(alice.branch, room=MEETING))
    cancel_occurrence(occurrence=off, because=said("Flood"), by=DESK, now=NOW)
    assert look(alice, time(10, 30), time(11)) == []


def test_nobody_leads_two_at_once_wherever_they_are(alice: Places) -> None:
    bob = Account.objects.create_user("bob@example.test", name="Bob")
    put_on(alice.far, lead_id=bob.pk)
    (clash,) = look(alice, time(10), time(12), lead_id=bob.pk, setting=Setting.ONLINE)
    assert clash.by_lead
