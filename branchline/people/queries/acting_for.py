"""Who acts for whom, and who is written to instead of somebody."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from branchline.people.models import ActsFor, Contact, Mark, Resident


def acting_for(*, resident: Resident) -> QuerySet[ActsFor]:
    """Everybody who acts or has acted for a resident, those of today first. One query."""
    rows = ActsFor.objects.filter(resident=resident).select_related("carer", "began_by", "ended_by")
    return rows.order_by("-ended_at", "-pk")


def acts_for_whom(*, contact: Contact) -> QuerySet[ActsFor]:
    """For whom a contact acts today. One query."""
    rows = ActsFor.objects.filter(carer=contact, ended_at__isnull=True).select_related("resident")
    return rows.order_by("resident__sort_name", "pk")


def written_to_instead(*, resident: Resident) -> Contact | None:
    """The one whom messages about a resident go to, as they wish; nobody when that person has died or does
    not want to be contacted: then the resident is reached as before. One query."""
    same = Q(
        resident__links__contact=OuterRef("carer"),
        resident__links__same=True,
        resident__links__undone_at__isnull=True,
    )
    silent = Mark.objects.filter(
        Q(contact=OuterRef("carer")) | same,
        Q(route="") | Q(route=OuterRef("carer__route")),
        lifted_at__isnull=True,
        purpose="",
    )
    found = (
        ActsFor.objects.filter(resident=resident, ended_at__isnull=True, gets_messages=True)
        .exclude(Exists(silent))
        .select_related("carer")
        .first()
    )
    return found.carer if found else None
