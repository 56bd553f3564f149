"""What is to be labelled."""

from dataclasses import dataclass

from branchline.places.models import Branch

from ..models import Device, KitCase, KitPart
from ..tags import spaced

MOST = 1_000
"""Labels of one print: fifteen sheets of the smallest."""


@dataclass(frozen=True)
class Labelled:
    """A thing with its tag."""

    tag: str
    name: str

    @property
    def printed_tag(self) -> str:
        """As on the label."""
        return spaced(self.tag)


def devices_to_label(
    *, branch: Branch | None = None, kind: str = "", only: str = ""
) -> list[Labelled]:
    """Devices that are ours, by tag: of a library, of a kind, or one alone (its public id). One query."""
    rows = Device.objects.with_names().ours()
    if only:
        rows = rows.filter(public_id=only)
    if branch is not None:
        rows = rows.filter(branch=branch)
    if kind:
        rows = rows.filter(model__kind=kind)
    return [Labelled(each.tag, str(each)) for each in rows.order_by("tag")[:MOST]]


def cases_to_label(*, branch: Branch | None = None) -> list[Labelled]:
    """Kit cases by name. One query."""
    rows = KitCase.objects.all() if branch is None else KitCase.objects.filter(branch=branch)
    return [Labelled(each.tag, each.name) for each in rows.order_by("name", "pk")[:MOST]]


def parts_to_label(*, branch: Branch | None = None) -> list[Labelled]:
    """Each part of each kit case as often as it is in it, with the tag of the case. One query."""
    rows = KitPart.objects.select_related("case").order_by("case__name", "case", "pk")
    if branch is not None:
        rows = rows.filter(case__branch=branch)
    each = [Labelled(part.case.tag, part.name) for part in rows for _n in range(part.quantity)]
    return each[:MOST]
