"""What colleagues have taken away by hand, and no file brings back."""

from collections.abc import Sequence

from branchline.people.models import THROUGH_A_FILE, Part, PartChange, ResidentHistory

FIELDS = ("name", "born_on", "postcode", "language")
"""What a file says of the person beside addresses."""


def removed_by_hand(numbers: Sequence[int]) -> set[tuple[int, str, str]]:
    """(resident, route, address), also before any file named it."""
    ours = PartChange.objects.filter(resident__in=numbers, part=Part.ROUTE).exclude(before="")
    by_hand = ours.exclude(through=THROUGH_A_FILE)
    return set(by_hand.values_list("resident_id", "route", "before"))


def emptied_by_hand(numbers: Sequence[int]) -> set[tuple[int, str]]:
    """(resident, field)."""
    earlier = ResidentHistory.objects.filter(pgh_obj__in=numbers)
    by_hand = earlier.exclude(pgh_context__through=THROUGH_A_FILE)
    return {
        (row["pgh_obj_id"], name)
        for row in by_hand.values("pgh_obj_id", *FIELDS)
        for name in FIELDS
        if row[name]
    }
