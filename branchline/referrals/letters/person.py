"""To the person themselves, by their own way: a partner said yes; a partner said no, why, and what else helps."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from branchline.messages.letters import Content
from branchline.messages.models import Route
from branchline.places.models import Service

from ..models import EventKind, Referral, State
from ..queries import may_be_told, referral_at
from .words import ring_us


def compose_accepted(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Somebody will help. Nothing once that has changed."""
    found = referral_at(public_id=reference)
    if found is None or found.state not in (State.ACCEPTED, State.DONE):
        return None
    if not may_be_told(found, route, now):
        return None
    return _accepted(found.service, found.whom if found.is_out else "", language)


def _accepted(service: Service, partner: str, language: str) -> Content:
    with translation.override(language):
        said = {"partner": partner, "service": service.name.text(language)}
        if partner:
            subject = _("%(partner)s will help you") % said
            paragraphs = [
                _("We asked %(partner)s to help you, as you wished. They said yes.") % said,
                _("They get in touch with you. You need do nothing."),
            ]
        else:
            subject = _("Yes, we can help you")
            paragraphs = [_("You asked us for help. We said yes, and get in touch with you.")]
        paragraphs.append(
            _("If you hear nothing within two weeks, or have changed your mind, tell us.")
        )
        return Content(
            subject=subject,
            paragraphs=[*paragraphs, ring_us(service)],
            short=f"{subject}. {ring_us(service)}",
        )


def compose_declined(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Not this time: why, and what else can help."""
    found = referral_at(public_id=reference)
    if found is None or found.state != State.DECLINED or not may_be_told(found, route, now):
        return None
    event = found.events.filter(kind=EventKind.DECLINED).order_by("-pk").first()
    if event is None:
        return None
    partner = found.whom if found.is_out else ""
    return _declined(found.service, partner, event.note, event.instead, language)


def _declined(service: Service, partner: str, why: str, instead: str, language: str) -> Content:
    with translation.override(language):
        said = {"partner": partner, "why": why, "instead": instead}
        if partner:
            subject = _("%(partner)s can’t help this time") % said
            first = _("We asked %(partner)s to help you. They can’t this time.") % said
        else:
            subject = _("We can’t help with this, this time")
            first = _("You asked us for help. We can’t this time.")
        return Content(
            subject=subject,
            paragraphs=[
                first,
                _("Why: %(why)s") % said,
                _("What else can help: %(instead)s") % said,
                _("We are still there for you."),
                ring_us(service),
            ],
            short=f"{subject}. {instead} {ring_us(service)}",
        )


def sample_accepted(service: Service, language: str, route: Route, now: datetime) -> Content:
    """Of an invented partner."""
    return _accepted(service, "Good Neighbours", language)


def sample_declined(service: Service, language: str, route: Route, now: datetime) -> Content:
    """Of an invented partner."""
    with translation.override(language):
        why, instead = (
            _("We have no room this month."),
            _("Ring us, and we look for another place."),
        )
    return _declined(service, "Good Neighbours", why, instead, language)


def still_accepted(references: Sequence[str], now: datetime) -> set[str]:
    """Those that are still so."""
    return _in_state(references, State.ACCEPTED, State.DONE)


def still_declined(references: Sequence[str], now: datetime) -> set[str]:
    """Those that are still so."""
    return _in_state(references, State.DECLINED)


def _in_state(references: Sequence[str], *states: State) -> set[str]:
    rows = Referral.objects.filter(public_id__in=references, state__in=states)
    return set(rows.values_list("public_id", flat=True))
