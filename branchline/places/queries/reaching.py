"""How somebody reaches a person at a library or its service: phone, email, website."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from branchline.core import telephones
from branchline.core.words import Translated
from branchline.places.models import Branch, Service


@dataclass(frozen=True)
class HowToReach:
    """Public ways to a person. `phone` is kept as digits; `name` is who answers it."""

    name: Translated
    phone: str = ""
    email: str = ""
    website: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone or self.email)

    @property
    def number(self) -> str:
        """The telephone number as people read it out, for letters and texts."""
        return telephones.spaced(self.phone)

    @property
    def words(self) -> str:
        """For plain text: "Ring 0161 496 0123 or write to hello@alderley.test."."""
        if self.phone and self.email:
            said = _("Ring %(number)s or write to %(email)s.")
        elif self.phone:
            said = _("Ring %(number)s.")
        elif self.email:
            said = _("Write to %(email)s.")
        else:
            said = _("Ask at any of our libraries.")
        return said % {"number": self.number, "email": self.email}


def how_to_reach(of: Service | Branch) -> HowToReach:
    """The public phone and email of a service, or of a branch with its service's where it has none.

    No query for a service, and none for a branch whose service is loaded with it.
    """
    if isinstance(of, Service):
        return HowToReach(of.name, of.phone, of.email, of.website)
    service = of.service
    return HowToReach(
        of.name if of.phone else service.name,
        of.phone or service.phone,
        of.email or service.email,
        of.website or service.website,
    )
