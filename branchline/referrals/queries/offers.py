"""Which partners take people, for what."""

from django.db.models import QuerySet

from ..models import PartnerOffer, ReferralKind


def partners_for(kind: ReferralKind | str) -> QuerySet[PartnerOffer]:
    """Who takes people for this now, the quickest to answer first. One query."""
    return (
        PartnerOffer.objects.taking()
        .listed()
        .filter(kinds__contains=[kind])
        .select_related("organisation")
        .order_by("answer_days", "pk")
        .distinct()
    )


def offers() -> QuerySet[PartnerOffer]:
    """Everybody in the list who takes people now. One query."""
    return (
        PartnerOffer.objects.taking()
        .listed()
        .select_related("organisation")
        .order_by("pk")
        .distinct()
    )


def offer_at(*, public_id: str) -> PartnerOffer | None:
    """One that takes people now. One query."""
    rows = PartnerOffer.objects.taking().select_related("organisation", "service")
    return rows.filter(public_id=public_id).distinct().first()
