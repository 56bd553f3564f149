"""Messages to colleagues."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core import links
from branchline.core.permits import Role
from branchline.messages.letters import Content, Letter, Step
from branchline.messages.models import Route
from branchline.people.models import Invitation
from branchline.places.models import Service

INVITATION = "people.invitation"
"""The purpose of the link in an invitation."""


def compose_invited(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Whom we ask, as what, and the one link; nothing once it is answered, withdrawn or too old."""
    found = (
        Invitation.objects.filter(
            public_id=reference,
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=now,
        )
        .select_related("service", "organisation", "invited_by")
        .first()
    )
    if found is None:
        return None
    issued = links.issue(
        purpose=INVITATION, subject=found.public_id, now=now, expires_at=found.expires_at
    )
    organisation = found.organisation.name.text(language)
    return _in_words(
        found.service,
        Role(found.role),
        organisation,
        str(found.invited_by or ""),
        issued.token,
        language,
    )


def sample_invited(service: Service, language: str, route: Route, now: datetime) -> Content:
    """To an invented colleague, from an invented one."""
    name = service.name.text(language)
    return _in_words(service, Role.BRANCH_STAFF, name, "Carys Example", "example", language)


def _in_words(
    service: Service, role: Role, organisation: str, inviter: str, token: str, language: str
) -> Content:
    with translation.override(language):
        name = service.name.text(language)
        said = {
            "service": name,
            "role": role.label,
            "organisation": organisation,
            "inviter": inviter or name,
        }
        address = reverse("people:invitation", args=[service.slug, token])
        return Content(
            subject=_("%(service)s asks you to join") % said,
            paragraphs=[
                _("%(inviter)s asks you to join %(service)s on Branchline.") % said,
                _("Your role would be: %(role)s, for %(organisation)s.") % said,
                _("The link shows what that means and has one button. It works for two weeks."),
                _("If you did not expect this, you can leave it as it is."),
            ],
            steps=[Step(_("See the invitation"), f"{settings.BRANCHLINE_ADDRESS}{address}")],
            room="people",
        )


INVITED = Letter(
    name="people.invited",
    title=gettext_lazy("Invitation to work here"),
    compose=compose_invited,
    sample=sample_invited,
)
