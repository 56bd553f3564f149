"""To a partner: somebody to help, a reminder, no longer needed. A mail says a first name and a reference, no more;
whoever opens it reads the rest at their desk or behind the link."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from branchline.core.design.dates import day_words
from branchline.core.scoping import current_service_id
from branchline.messages.letters import Content, Step
from branchline.messages.models import Route
from branchline.people.models import Resident
from branchline.places.models import Service

from ..models import Referral, State
from ..queries import may_go_on, referral_at
from .words import SAMPLE_REFERENCE, page, ring_us, where_to_answer


def _open(reference: str, now: datetime, *states: State) -> Referral | None:
    found = referral_at(public_id=reference)
    if found is None or found.state not in states or not may_go_on(found, now):
        return None
    return found


def compose_referred(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Somebody to help; nothing once it is answered, or the person does not wish it any more."""
    found = _open(reference, now, State.SENT)
    if found is None:
        return None
    with translation.override(language):
        return _referred(found.service, found, where_to_answer(found, now), reminds=False)


def compose_reminder(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """The same, once more, kindly."""
    found = _open(reference, now, State.SENT)
    if found is None:
        return None
    with translation.override(language):
        return _referred(found.service, found, where_to_answer(found, now), reminds=True)


def _referred(service: Service, found: Referral, address: str, *, reminds: bool) -> Content:
    said = {
        "name": found.first_name,
        "reference": found.public_id,
        "service": str(service.name),
        "until": day_words(found.due_on, get_language()) if found.due_on else "",
    }
    if reminds:
        subject = _("Can you help %(name)s? We have not heard from you yet (%(reference)s)")
        first = _("We asked whether you can help %(name)s, and hoped for an answer by %(until)s.")
    else:
        subject = _("Can you help %(name)s? (%(reference)s)")
        first = _("%(service)s would like to pass %(name)s on to you. Please answer by %(until)s.")
    return Content(
        subject=subject % said,
        paragraphs=[
            first % said,
            _("They have agreed to it. What they need, and how to reach them, is behind the link."),
            _("Yes or no is one press. A no helps too: then we look for somebody else."),
            ring_us(service),
        ],
        facts=[(_("Reference"), found.public_id)],
        steps=[Step(words=_("See what is needed, and answer"), address=address)],
    )


def compose_taken_back(
    reference: str, language: str, route: Route, now: datetime
) -> Content | None:
    """No longer needed. Says no reason and no name: it is nobody's business. Also when the person has been erased
    since, and the referral with them."""
    found = referral_at(public_id=reference)
    if found is not None and found.state != State.WITHDRAWN:
        return None
    service = Service.objects.get(pk=current_service_id())
    return _taken_back(service, reference, language)


def _taken_back(service: Service, reference: str, language: str) -> Content:
    with translation.override(language):
        said = {"reference": reference, "service": str(service.name)}
        return Content(
            subject=_("No longer needed: %(reference)s") % said,
            paragraphs=[
                _("Please stop what you do for %(reference)s, and don’t get in touch about it.")
                % said,
                _(
                    "Nothing is wrong on your side. Please delete what you have written down. Thank you."
                ),
                ring_us(service),
            ],
            facts=[(_("Reference"), reference)],
        )


def compose_decided(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """To a partner who referred somebody to us: our answer."""
    found = referral_at(public_id=reference)
    if found is None or found.is_out or found.state not in (State.ACCEPTED, State.DECLINED):
        return None
    if not may_go_on(found, now):
        return None
    said_no = found.events.filter(kind="declined").order_by("-pk").first()
    return _decided(
        found.service, found.first_name, found.public_id,
        (said_no.note, said_no.instead) if said_no else None, language,
    )  # fmt: skip


def _decided(
    service: Service, name: str, reference: str, said_no: tuple[str, str] | None, language: str
) -> Content:
    with translation.override(language):
        said = {"name": name, "reference": reference, "service": str(service.name)}
        if said_no is None:
            subject = _("Yes, we take %(name)s (%(reference)s)")
            paragraphs = [_("Thank you for referring %(name)s. We get in touch with them.") % said]
        else:
            why, instead = said_no
            subject = _("We can’t take %(name)s this time (%(reference)s)")
            paragraphs = [
                _("Thank you for referring %(name)s. We can’t help this time.") % said,
                _("Why: %(why)s") % {"why": why},
                _("What else can help: %(instead)s") % {"instead": instead},
            ]
        return Content(
            subject=subject % said,
            paragraphs=[*paragraphs, ring_us(service)],
            facts=[(_("Reference"), reference)],
        )


def sample_referred(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented person."""
    with translation.override(language):
        return _referred(service, _invented(now), _sample_address(service), reminds=False)


def sample_reminder(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented person."""
    with translation.override(language):
        return _referred(service, _invented(now), _sample_address(service), reminds=True)


def sample_taken_back(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented reference."""
    return _taken_back(service, SAMPLE_REFERENCE, language)


def sample_decided(service: Service, language: str, route: Route, now: datetime) -> Content:
    """A yes, about an invented person."""
    return _decided(service, "Gwen", SAMPLE_REFERENCE, None, language)


def _sample_address(service: Service) -> str:
    return page("referrals:answer", service.slug, "example")


def _invented(now: datetime) -> Referral:
    return Referral(
        public_id=SAMPLE_REFERENCE, resident=Resident(name="Gwen Example"), due_on=now.date()
    )
