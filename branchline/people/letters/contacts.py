"""The code that proves an address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core import links
from branchline.messages.letters import Content, Letter, Step
from branchline.messages.models import Route
from branchline.people.models import Contact, Purpose
from branchline.people.queries import may_contact
from branchline.places.models import Service

PROOF = "people.prove"
"""The purpose of the code."""
ON_SCREEN, ON_PAPER = timedelta(hours=24), timedelta(days=14)


def open_for(route: Route) -> timedelta:
    """How long a code works once it has left us: a day; on paper the days of the post, and two weeks to come
    in with it."""
    return route.lead_time + (ON_PAPER if route == Route.LETTER else ON_SCREEN)


def compose_prove(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """The code; nothing once the address is proven, the contact forgotten, or not to be written to. Another
    way than the contact's own would prove nothing."""
    found = (
        Contact.objects.filter(public_id=reference, proven_at__isnull=True)
        .select_related("service")
        .first()
    )
    if (
        found is None
        or route != found.route
        or not may_contact(
            person=found, route=Route(found.route), purpose=Purpose.OWN_AFFAIRS, now=now
        )
    ):
        return None
    issued = links.issue(
        purpose=PROOF, subject=found.public_id, now=now, expires_at=now + open_for(route)
    )
    return _in_words(found.service, issued.code, language)


def sample_prove(service: Service, language: str, route: Route, now: datetime) -> Content:
    """With an invented code."""
    return _in_words(service, "k7mp-2x9d", language)


def _in_words(service: Service, code: str, language: str) -> Content:
    with translation.override(language):
        said = {"service": service.name.text(language), "code": code}
        return Content(
            subject=_("Your code is %(code)s") % said,
            paragraphs=[
                _("Somebody at %(service)s asked whether this address is yours.") % said,
                _("If you asked for it, tell them the code: %(code)s") % said,
                _("If you did not expect this, you can leave it as it is."),
            ],
            steps=[Step(_("Tell the code at the library"), code=code)],
            short=_("%(code)s is your code for %(service)s.") % said,
            room="people",
        )


def still_to_prove(references: Sequence[str], now: datetime) -> set[str]:
    """Contacts whose address is not proven yet."""
    waiting = Contact.objects.filter(public_id__in=references, proven_at__isnull=True)
    return set(waiting.values_list("public_id", flat=True))


PROVE = Letter(
    name="people.prove",
    title=gettext_lazy("Code that proves an address"),
    compose=compose_prove,
    at_once=True,
    still=still_to_prove,
    sample=sample_prove,
)
