"""A device is there for you, and, kindly, that nobody answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core import links
from branchline.core.clock import in_london
from branchline.core.design.dates import day_words
from branchline.core.fairqueue import EntryState
from branchline.core.telephones import spaced
from branchline.messages.letters import Content, Letter, Step
from branchline.messages.models import Route
from branchline.places.models import Service
from branchline.referrals.models import State
from branchline.referrals.queries import may_be_told

from ..models import DeviceRequest, Kind
from ..queries import ANSWER, request_of

BY_HAND = (Route.LETTER, Route.PHONE)


def compose_offer(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """What is held, and until when. Nothing once it was answered or is over."""
    found = request_of(referral=reference)
    if found is None or not _is_open(found, now) or not may_be_told(found.referral, route, now):
        return None
    assert found.entry is not None and found.entry.until is not None  # noqa: S101
    with translation.override(language):
        library = found.branch.name.text(language)
    until = found.entry.until
    address = ""
    if route not in BY_HAND:
        issued = links.issue(purpose=ANSWER, subject=reference, now=now, expires_at=until)
        path = reverse("devices:answer", args=[found.service.slug, issued.token])
        address = settings.BRANCHLINE_ADDRESS.rstrip("/") + path
    return _offer(found.service, Kind(found.kind), library, until, address, language)


def _offer(
    service: Service, kind: Kind, library: str, until: datetime, address: str, language: str
) -> Content:
    with translation.override(language):
        last = in_london(until - timedelta(minutes=1)).date()
        said = {"kind": kind.label, "library": library, "day": day_words(last, lang=language)}
        ask = _("Please say by %(day)s whether you would like it: yes, no, or not now.") % said
        ring = ring_us(service)
        return Content(
            subject=_("For you: %(kind)s, %(library)s") % said,
            paragraphs=[
                _("Good news: it is your turn. This is ready for you to borrow: %(kind)s. You collect it here: %(library)s.") % said,
                ask,
                _("Not now keeps your place in the queue. If we hear nothing, it goes to the next person."),
                ring,
            ],
            steps=[Step(words=_("Say yes, no or not now"), address=address)] if address else [],
            short=_("It is your turn to borrow: %(kind)s, %(library)s. Yes, no or not now by %(day)s:") % said,
            short_end=address or ring,
            spoken=[
                _("It is your turn to borrow this: %(kind)s, to be collected here: %(library)s.") % said,
                _("Would you like it? You can also say: not now, and keep your place. We hold it until %(day)s.") % said,
            ],
        )  # fmt: skip


def compose_over(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Nobody answered in time. Kindly."""
    found = request_of(referral=reference)
    if found is None or not _ran_out(found) or not may_be_told(found.referral, route, now):
        return None
    return _over(found.service, Kind(found.kind), language)


def _over(service: Service, kind: Kind, language: str) -> Content:
    with translation.override(language):
        said = {"kind": kind.label}
        first = (
            _("We held this for you and heard nothing: %(kind)s. So it went to the next person.")
            % said
        )
        return Content(
            subject=_("The offer is over: %(kind)s") % said,
            paragraphs=[first, _("That is quite all right. Tell us, and you join the queue again."), ring_us(service)],
            short=f"{first} {ring_us(service)}",
        )  # fmt: skip


def ring_us(service: Service) -> str:
    """How to reach us, in the language of the moment."""
    if not service.phone:
        return _("Tell any library of ours.")
    return _("Ring %(telephone)s, or tell any library of ours.") % {
        "telephone": spaced(service.phone)
    }


def sample_offer(service: Service, language: str, route: Route, now: datetime) -> Content:
    """At an invented library."""
    address = "" if route in BY_HAND else settings.BRANCHLINE_ADDRESS
    with translation.override(language):
        library = _("Your library")
    return _offer(service, Kind.TABLET, library, now + timedelta(days=7), address, language)


def sample_over(service: Service, language: str, route: Route, now: datetime) -> Content:
    """Of a tablet."""
    return _over(service, Kind.TABLET, language)


def still_offered(references: Sequence[str], now: datetime) -> set[str]:
    """Those for whom one is held now."""
    return {each.public_id for each in _all(references) if _is_open(each, now)}


def still_over(references: Sequence[str], now: datetime) -> set[str]:
    """Those whose offer ran out, and who have not joined again."""
    return {each.public_id for each in _all(references) if _ran_out(each)}


def _all(references: Sequence[str]) -> list[DeviceRequest]:
    return list(DeviceRequest.objects.filter(referral__public_id__in=references).with_names())


def _is_open(request: DeviceRequest, now: datetime) -> bool:
    entry = request.entry
    if entry is None or entry.state != EntryState.OFFERED or entry.until is None:
        return False
    return entry.until > now and request.referral.state == State.ACCEPTED


def _ran_out(request: DeviceRequest) -> bool:
    return (
        request.entry is not None
        and request.entry.state == EntryState.EXPIRED
        and request.referral.state == State.ACCEPTED
    )


OFFER = Letter(
    name="devices.offer",
    title=gettext_lazy("A device is there for you"),
    compose=compose_offer,
    still=still_offered,
    sample=sample_offer,
    needs_answer=True,
)
OFFER_OVER = Letter(
    name="devices.offer_over",
    title=gettext_lazy("The offer of a device is over"),
    compose=compose_over,
    still=still_over,
    sample=sample_over,
)
