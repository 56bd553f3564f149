"""Groups in the demo: a care home waits for an answer, a school has had its yes. Both are invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from branchline.core.acting import Acting
from branchline.events.actions import GroupWish, approve_group, ask_for_a_group
from branchline.events.models import Event, GroupKind, Occurrence
from branchline.messages.models import Route
from branchline.people.demo import at_the_desk

SCHOOL = GroupWish(
    kind=GroupKind.SCHOOL, group_name="Invented Lane Primary School, class 4", contact_name="Fiona Marsh",
    route=Route.EMAIL, address="fiona.marsh@example.test", language="en", adults=4, children=22,
    access_note="Somewhere to leave 22 coats, please.",
)  # fmt: skip
CARE_HOME = GroupWish(
    kind=GroupKind.CARE, group_name="The Example Elms", contact_name="Kwame Asante", route=Route.PHONE,
    address="0161 496 0142", language="en", adults=11, children=0,
    access_note="Four of us come in wheelchairs, and one needs a quiet corner now and then.",
    another_day="Any Wednesday or Thursday afternoon",
)  # fmt: skip


def ask_as_groups(fresh: Sequence[Event], *, now: datetime) -> None:
    """For an event that has just been put on and takes groups: they ask a second after that."""
    now += timedelta(seconds=1)
    event = next((each for each in fresh if each.most_in_group), None)
    if event is None:
        return
    dates = Occurrence.objects.all().with_event().filter(event=event, starts_at__gt=now)
    for date, wish in zip(dates.order_by("starts_at")[:2], (CARE_HOME, SCHOOL), strict=False):
        asked = ask_for_a_group(
            occurrence=date, wish=wish, by=Acting(), now=now, key=f"demo-group-{date.public_id}"
        )
        if wish is SCHOOL:
            approve_group(
                asked=asked, words="We will keep a corner for your coats.",
                by=at_the_desk("erin.events@trafford.test"), now=now,
            )  # fmt: skip
