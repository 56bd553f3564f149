"""What the letters of this room share: addresses, and how to reach us."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from branchline.core import links
from branchline.core.telephones import spaced
from branchline.places.models import Service

from ..models import Referral
from ..queries import ANSWER, partners_accounts

LINK_WORKS_FOR = timedelta(days=120)
"""A partner answers in days, helps within weeks, and says so by the same link."""
SAMPLE_REFERENCE = "k7mp2x9d3f"


def page(name: str, *args: str) -> str:
    """The full address of a page, in the language that is active."""
    return settings.BRANCHLINE_ADDRESS.rstrip("/") + reverse(name, args=args)


def ring_us(service: Service) -> str:
    """The number of the service, where we know it."""
    if not service.phone:
        return _("Questions? Any library of ours helps.")
    return _("Questions? Ring %(telephone)s.") % {"telephone": spaced(service.phone)}


def where_to_answer(referral: Referral, now: datetime) -> str:
    """At the partner's own desk, where they have one; else behind a link of one purpose that ends by itself."""
    slug = referral.service.slug
    offer = referral.offer
    if offer is not None and offer.organisation_id and partners_accounts(offer, now).exists():
        return page("referrals:partner_referral", slug, referral.public_id)
    issued = links.issue(
        purpose=ANSWER, subject=referral.public_id, now=now, expires_at=now + LINK_WORKS_FOR
    )
    return page("referrals:answer", slug, issued.token)
