"""Cards that came from a library system: whom a file may not bring back."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.crypto import salted_hmac

from branchline.core.actions import action
from branchline.core.importing.actions import forget_changes, forget_file, forget_rows
from branchline.core.models.importing import ImportRun
from branchline.core.scoping import current_service_id
from branchline.people.models import (
    Contact,
    ErasedCard,
    ExternalId,
    Resident,
    ResidentRoute,
)

MEMBERS = "people.members"
"""The importer of members, as its runs name it."""


def digest_of_card(card: str) -> str:
    """What we remember of an erased card. Keyed by the installation's secret and the service."""
    return salted_hmac(
        "people.erased_card", f"{current_service_id()}:{card}", algorithm="sha256"
    ).hexdigest()


def erased_among(cards: Iterable[str]) -> set[str]:
    """Those of these cards whose people asked to be erased. One query."""
    digests = {digest_of_card(card): card for card in cards}
    found = ErasedCard.objects.filter(digest__in=digests).values_list("digest", flat=True)
    return {digests[digest] for digest in found}


@action
def remember_cards(*, person: Resident | Contact, now: datetime) -> None:
    """Before somebody is erased at their wish: note their cards, and let go of files that name them."""
    if not isinstance(person, Resident):
        return
    cards = ExternalId.objects.filter(
        Q(resident=person) | Q(resident__merged_into=person), system="card"
    )
    ErasedCard.objects.bulk_create(
        [
            ErasedCard(service_id=person.service_id, digest=digest_of_card(card), erased_at=now)
            for card in cards.values_list("value", flat=True)
        ],
        ignore_conflicts=True,
    )
    # Their line may stand in every list that is still kept, brought in or only looked at; a list can't be
    # kept without it.
    for run in ImportRun.objects.filter(service_id=person.service_id, importer=MEMBERS):
        forget_file(run=run)


@action
def forget_in_files(*, resident: Resident) -> None:
    """What imports remember of a record, so that they can be undone, goes with it."""
    forget_rows(model=Resident, numbers=[resident.pk])
    forget_changes(importer=MEMBERS, numbers=[resident.pk])
    routes = ResidentRoute.objects.filter(resident=resident)
    forget_rows(model=ResidentRoute, numbers=list(routes.values_list("pk", flat=True)))
