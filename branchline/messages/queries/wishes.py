"""What is not wanted at an address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Message, Scope, Source, Suppression


def is_unwanted(*, route: str, address: str, personal: bool) -> bool:
    """Whether whoever has this address does not want such a message. One query."""
    much = much_that_stops(personal=personal)
    return Suppression.objects.filter(
        route=route, address=address, scope__in=much, lifted_at__isnull=True
    ).exists()


def much_that_stops(*, personal: bool) -> list[str]:
    """How much somebody does not want, when they do not want such a message."""
    return [Scope.EVERYTHING.value] if personal else [Scope.EVERYTHING.value, Scope.TO_MANY.value]


def unwanted_of(messages: Sequence[Message]) -> set[int]:
    """Row numbers of those that whoever has their address does not want. One query."""
    stops = Suppression.objects.filter(
        address__in={message.address for message in messages}, lifted_at__isnull=True
    )
    stopped = set(stops.values_list("route", "address", "scope"))
    return {
        message.pk
        for message in messages
        for much in much_that_stops(personal=message.personal)
        if (message.route, message.address, much) in stopped
    }


@dataclass(frozen=True)
class Stops:
    """The stops that hold for the address of a message."""

    rows: "tuple[Suppression, ...]"

    @property
    def by_staff(self) -> bool:
        """One was written down here, and can be taken back here."""
        return any(row.source == Source.STAFF for row in self.rows)


def stops_of(message: Message) -> Stops:
    """Oldest first. One query; none for an address that is erased."""
    if not message.address:
        return Stops(())
    rows: QuerySet[Suppression] = Suppression.objects.filter(
        route=message.route, address=message.address, lifted_at__isnull=True
    )
    return Stops(tuple(rows.order_by("made_at", "pk")))
