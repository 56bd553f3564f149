"""A person's own copy of what we hold: their referrals."""

from typing import Any

from ..models import Fact, Referral


def about(person: str) -> dict[str, Any]:
    """About "resident:7" or "contact:12"; nothing for other keys. Two queries."""
    rows = Referral.objects.of(person).select_related(
        "offer__organisation", "organisation", "consent"
    )
    return {
        "referrals": [
            {
                "to or from": referral.whom,
                "direction": referral.get_direction_display(),
                "for": referral.get_kind_display(),
                "what we wrote": referral.words,
                "how soon": referral.get_urgency_display(),
                "passed on": "; ".join(str(Fact(fact).label) for fact in referral.share),
                "agreed": referral.get_consent_how_display(),
                "words agreed to": referral.consent.words if referral.consent else "",
                "made": referral.made_at,
                "stands": referral.get_state_display(),
                "steps": [
                    {
                        "what": event.get_kind_display(), "when": event.at, "note": event.note,
                        "what else can help": event.instead, "answer": event.get_felt_display(),
                    }
                    for event in referral.events.all()
                ],
            }
            for referral in rows.prefetch_related("events").order_by("made_at", "pk")
        ]
    }  # fmt: skip
