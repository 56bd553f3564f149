"""What leads, deputies and the duty number are told. Never what was seen or heard, and of whom: a message is read
over a shoulder, forwarded, and rings on a locked screen."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core.design.dates import when_words
from branchline.messages.letters import Content, Letter, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .models import Concern, Urgency


def compose_waiting(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """To whoever is next: somebody raised a concern; nothing once somebody has it."""
    concern = (
        Concern.objects.unacknowledged()
        .filter(public_id=reference)
        .select_related("service")
        .first()
    )
    if concern is None:
        return None
    return _waiting(
        concern.service, concern.urgency, concern.raised_at, concern.public_id, language
    )


def still_waiting(references: Sequence[str], now: datetime) -> set[str]:
    """Those that nobody has acknowledged. One query."""
    rows = Concern.objects.unacknowledged().filter(public_id__in=references)
    return set(rows.values_list("public_id", flat=True))


def sample_waiting(service: Service, language: str, route: Route, now: datetime) -> Content:
    """Of an invented concern."""
    return _waiting(service, Urgency.TODAY, now, "example", language)


def _waiting(
    service: Service, urgency: str, raised_at: datetime, public_id: str, language: str
) -> Content:
    with translation.override(language):
        when = when_words(raised_at, lang=language)
        address = f"{settings.BRANCHLINE_ADDRESS}{_page(service, public_id)}"
        urgent = Urgency(urgency).label
        return Content(
            subject=_("A safeguarding concern waits for you"),
            paragraphs=[
                _("Somebody raised a safeguarding concern: %(when)s. Nobody has acknowledged it yet.")
                % {"when": when},
                _("How urgent it is: %(urgent)s.") % {"urgent": urgent},
                _("Sign in, acknowledge it, and read what was seen or heard. It is not written here, so that nobody"
                  " else reads it."),
            ],
            facts=[],
            steps=[Step(_("Open the concern"), address)],
            short=_("Safeguarding: a concern waits for you. %(urgent)s. Sign in to acknowledge it:")
            % {"urgent": urgent},
            short_end=address,
            spoken=[
                _("A safeguarding concern was raised and nobody has acknowledged it yet."),
                _("How urgent it is: %(urgent)s.") % {"urgent": urgent},
                _("Please sign in and acknowledge it, or tell us who will."),
            ],
        )  # fmt: skip


def compose_undecided(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """To whoever has it and the leads: the day is over and nothing is decided."""
    rows = Concern.objects.open().filter(public_id=reference, decided_at__isnull=True)
    concern = rows.select_related("service").first()
    return _undecided(concern.service, concern.public_id, language) if concern else None


def still_undecided(references: Sequence[str], now: datetime) -> set[str]:
    """Those that nobody has decided. One query."""
    rows = Concern.objects.open().filter(public_id__in=references, decided_at__isnull=True)
    return set(rows.values_list("public_id", flat=True))


def sample_undecided(service: Service, language: str, route: Route, now: datetime) -> Content:
    """Of an invented concern."""
    return _undecided(service, "example", language)


def _undecided(service: Service, public_id: str, language: str) -> Content:
    with translation.override(language):
        return Content(
            subject=_("A safeguarding concern is still to be decided"),
            paragraphs=[
                _("Somebody has acknowledged it, and the time in which it was to be decided is over."),
                _("Write down what you decided, whom you spoke to and why. If you can’t yet, add a note that says"
                  " what you wait for."),
            ],
            steps=[
                Step(
                    _("Open the concern"),
                    f"{settings.BRANCHLINE_ADDRESS}{_page(service, public_id)}",
                )
            ],
        )  # fmt: skip


def _page(service: Service, public_id: str) -> str:
    return reverse("concerns:desk_concern", args=[service.slug, public_id])


WAITING = Letter(
    name="concerns.waiting",
    title=gettext_lazy("A safeguarding concern waits"),
    compose=compose_waiting,
    still=still_waiting,
    sample=sample_waiting,
    at_once=True,
)
UNDECIDED = Letter(
    name="concerns.undecided",
    title=gettext_lazy("A safeguarding concern is still to be decided"),
    compose=compose_undecided,
    still=still_undecided,
    sample=sample_undecided,
)
