"""The messages we send, by name."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core.design.dates import time_words
from branchline.messages.letters import Content, Letter, Step
from branchline.messages.models import Route
from branchline.places.models import Service

from .models import Broadcast


def compose_missed(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """To staff: families wait; nothing once somebody is on air, or it is over."""
    broadcast = _missed([reference]).select_related("branch", "service").first()
    if broadcast is None:
        return None
    return _in_words(
        broadcast.service,
        broadcast.title.text(language),
        broadcast.branch.name.text(language),
        broadcast.starts_at,
        broadcast.public_id,
        language,
    )


def still_missed(references: Sequence[str], now: datetime) -> set[str]:
    """Those that nobody has put on air. One query."""
    return set(_missed(references).values_list("public_id", flat=True))


def sample_missed(service: Service, language: str, route: Route, now: datetime) -> Content:
    """Of an invented rhyme time."""
    with translation.override(language):
        title = _("Rhyme time")
    return _in_words(service, title, service.name.text(language), now, "example", language)


def _missed(references: Sequence[str]) -> "QuerySet[Broadcast]":
    rows: QuerySet[Broadcast] = Broadcast.objects.to_begin().filter(
        public_id__in=references, missed_at__isnull=False
    )
    return rows


def _in_words(
    service: Service, title: str, library: str, starts_at: datetime, public_id: str, language: str
) -> Content:
    with translation.override(language):
        said = {"title": title, "library": library, "time": time_words(starts_at, language)}
        address = reverse("live:desk_studio", args=[service.slug, public_id])
        return Content(
            subject=_("%(title)s: nobody is on air") % said,
            paragraphs=[
                _("%(title)s at %(library)s was to begin at %(time)s. Families are waiting.") % said,
                _("They are told that it has not begun and that we are sorry. As soon as you go live, they see it."),
                _("If it can’t go ahead, cancel its date: everybody who booked is told."),
            ],
            steps=[Step(_("Open the studio"), f"{settings.BRANCHLINE_ADDRESS}{address}")],
        )  # fmt: skip


MISSED = Letter(
    name="live.missed",
    title=gettext_lazy("A broadcast has not begun"),
    compose=compose_missed,
    still=still_missed,
    sample=sample_missed,
    at_once=True,
)
