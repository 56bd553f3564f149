"""Where a code on a poster leads now."""

from django.urls import NoReverseMatch, reverse

from branchline.places.errors import NoSuchCode
from branchline.places.models import PosterCode

LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", " ": None, "-": None, "\x00": None})
"""What people type for letters that a code never has."""


def address_behind(*, code: str) -> str:
    """The page's address today, whatever the service is called, or merged into. One query. Raises `NoSuchCode`."""
    typed = code.lower().translate(LOOK_ALIKES)
    held = PosterCode.objects.filter(code=typed).select_related("service__merged_into").first()
    if held is None:
        raise NoSuchCode
    service = held.service.merged_into or held.service
    if not service.live:
        raise NoSuchCode
    try:
        address = reverse(held.page, args=[service.slug, *held.arguments])
    except NoReverseMatch as gone:
        raise NoSuchCode from gone
    return f"{address}?{held.query}" if held.query else address
