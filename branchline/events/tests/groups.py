"""What the tests of groups share: Mrs Lee of Sale Primary asks, and staff answer."""

from typing import Any

from branchline.events.actions import GroupWish, ask_for_a_group
from branchline.events.models import GroupKind, GroupRequest, Occurrence
from branchline.messages.models import Route

from .conftest import NOW, WEB, key


def asks(date: Occurrence, adults: int = 3, children: int = 12, **more: Any) -> GroupRequest:
    """A class of Sale Primary, on the web, by email."""
    facts: dict[str, Any] = {
        "kind": GroupKind.SCHOOL,
        "group_name": "Sale Primary, class 4",
        "contact_name": "Mrs Lee",
        "route": Route.EMAIL,
        "address": "lee@example.test",
        "language": "en",
    }
    how: dict[str, Any] = {"by": WEB, "now": NOW, "key": key()}
    for given in more:
        (how if given in how else facts)[given] = more[given]
    wish = GroupWish(adults=adults, children=children, **facts)
    return ask_for_a_group(occurrence=date, wish=wish, **how)


def again(asked: GroupRequest) -> GroupRequest:
    """As it is now."""
    return GroupRequest.objects.all().with_occurrence().get(pk=asked.pk)
