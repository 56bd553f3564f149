"""A device is expected back: before the day, after it, to the partner who referred them, and before its data is paused.

Nothing is owed, and nothing is threatened. Each asks the records when it leaves: whether the device is still with them, due on
the same day, and whether we are quiet.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branchline.core.clock import in_london
from branchline.core.design.dates import day_words
from branchline.messages.letters import Content, Letter
from branchline.messages.models import Route
from branchline.places.models import Service
from branchline.referrals.queries import may_go_on

from ..ladder import Rung
from ..models import Kind, Loan
from ..queries import asked_partner, loans_asked_about, may_hear, pauses_told
from .offer import ring_us

SAMPLE_REFERENCE = "k7mp2x9d3f"


def _loan(reference: str, rung: Rung, route: Route, now: datetime) -> Loan | None:
    """It is still true, and they may hear it so."""
    found = loans_asked_about([reference], rung=rung, today=in_london(now).date())
    return next((loan for loan in found if may_hear(loan, route=route, now=now)), None)


def compose_soon(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """Before the day. Nothing once it is back, or due on another day, or the day has passed."""
    loan = _loan(reference, Rung.SOON, route, now)
    if loan is None or loan.due_day < in_london(now).date():
        return None
    return _soon(loan.service, *_what(loan, language), loan.due_day, language)


def _soon(service: Service, kind: Kind, library: str, due: date, language: str) -> Content:
    with translation.override(language):
        said = {"kind": kind.label, "library": library, "day": day_words(due, lang=language)}
        first = _("This is due back on %(day)s: %(kind)s. You bring it here: %(library)s.") % said
        return Content(
            subject=_("Due back on %(day)s: %(kind)s") % said,
            paragraphs=[first, _longer(), _nothing_to_pay(), ring_us(service)],
            short=f"{first} {_longer()}",
            short_end=ring_us(service),
            spoken=[first, _longer(), _nothing_to_pay()],
        )


def compose_asking(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """After the day: how does it go? Nothing once it is back, or due on another day."""
    loan = _loan(reference, Rung.ASK, route, now)
    if loan is None:
        return None
    return _asking(loan.service, *_what(loan, language), loan.due_day, language)


def _asking(service: Service, kind: Kind, library: str, due: date, language: str) -> Content:
    with translation.override(language):
        said = {"kind": kind.label, "library": library, "day": day_words(due, lang=language)}
        first = (
            _("How do you get on with what you borrowed from us: %(kind)s? We thought of %(day)s for its return, and that was only a guess.")
            % said
        )  # fmt: skip
        where = _("You can bring it here whenever it suits you: %(library)s.") % said
        return Content(
            subject=_("How do you get on? %(kind)s") % said,
            paragraphs=[
                first, _longer(), where,
                _("Has something happened to it, or to you? Tell us, and we sort it out together."),
                _nothing_to_pay(), ring_us(service),
            ],
            short=f"{first} {_longer()}",
            short_end=ring_us(service),
            spoken=[
                first, _longer(),
                _("Has something happened to it, or to you? Tell us, and we sort it out together."),
                _nothing_to_pay(),
            ],
        )  # fmt: skip


def compose_pause(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """A week before the data of its SIM card is paused. Nothing once we have heard, or it is due on another day."""
    pause = next(iter(pauses_told([reference], today=in_london(now).date())), None)
    if pause is None or not may_hear(pause.loan, route=route, now=now):
        return None
    kind, _library = _what(pause.loan, language)
    return _pause(pause.service, kind, pause.from_day, language)


def _pause(service: Service, kind: Kind, day: date, language: str) -> Content:
    with translation.override(language):
        said = {"kind": kind.label, "day": day_words(day, lang=language)}
        first = (
            _("We would love to hear from you about this: %(kind)s. If we hear nothing, we pause its internet from %(day)s.")
            % said
        )  # fmt: skip
        then = _("Tell us that you use it, and it stays on. After that day too: one call, and it is on again.")  # fmt: skip
        return Content(
            subject=_("The internet of what you borrowed: %(kind)s") % said,
            paragraphs=[first, then, _nothing_to_pay(), ring_us(service)],
            short=f"{first} {then}",
            short_end=ring_us(service),
            spoken=[first, then, _nothing_to_pay()],
        )


def compose_partner(reference: str, language: str, route: Route, now: datetime) -> Content | None:
    """To the partner’s worker, with no more than they know: whom they referred, and that we would like to hear."""
    found = asked_partner(referral=reference)
    if found is None or not may_go_on(found.referral, now):
        return None
    return _partner(found.service, found.referral.first_name, reference, language)


def _partner(service: Service, name: str, reference: str, language: str) -> Content:
    with translation.override(language):
        said = {"name": name, "reference": reference, "service": str(service.name)}
        return Content(
            subject=_("How does %(name)s get on? (%(reference)s)") % said,
            paragraphs=[
                _("You referred %(name)s to %(service)s for a device. We would like to hear how it goes, and whether they would like to keep it.") % said,
                _("If you see them, please ask them to ring us, or tell us a good day to ring them. Nothing is owed, and nothing is wrong."),
                _("We do not need to know why, or how their health is."),
                ring_us(service),
            ],
            facts=[(_("Reference"), reference)],
        )  # fmt: skip


def _longer() -> str:
    return _("Would you like to keep it for longer? Tell us, and you may if nobody waits for it.")


def _nothing_to_pay() -> str:
    return _("There is nothing to pay, and you borrow everything else as before.")


def _what(loan: Loan, language: str) -> tuple[Kind, str]:
    with translation.override(language):
        return Kind(loan.device.model.kind), loan.branch.name.text(language)


def sample_soon(service: Service, language: str, route: Route, now: datetime) -> Content:
    """A tablet, in three days."""
    due = in_london(now).date() + timedelta(days=3)
    return _soon(service, Kind.TABLET, _sample_library(language), due, language)


def sample_asking(service: Service, language: str, route: Route, now: datetime) -> Content:
    """A tablet, two days ago."""
    due = in_london(now).date() - timedelta(days=2)
    return _asking(service, Kind.TABLET, _sample_library(language), due, language)


def sample_pause(service: Service, language: str, route: Route, now: datetime) -> Content:
    """Of a hotspot, in a week."""
    return _pause(service, Kind.HOTSPOT, in_london(now).date() + timedelta(days=7), language)


def sample_partner(service: Service, language: str, route: Route, now: datetime) -> Content:
    """About an invented person."""
    return _partner(service, "Gwen", SAMPLE_REFERENCE, language)


def _sample_library(language: str) -> str:
    with translation.override(language):
        return _("Your library")


def _still(references: Sequence[str], rung: Rung, now: datetime) -> list[Loan]:
    return loans_asked_about(references, rung=rung, today=in_london(now).date())


def still_soon(references: Sequence[str], now: datetime) -> set[str]:
    """Those that are with them, due on the same day, which is to come."""
    today = in_london(now).date()
    return {loan.public_id for loan in _still(references, Rung.SOON, now) if loan.due_day >= today}


def still_asking(references: Sequence[str], now: datetime) -> set[str]:
    """Those that are with them, due on the same day."""
    return {loan.public_id for loan in _still(references, Rung.ASK, now)}


def still_pause(references: Sequence[str], now: datetime) -> set[str]:
    """Those whose pause is still to come."""
    return {each.loan.public_id for each in pauses_told(references, today=in_london(now).date())}


SOON_DUE = Letter(
    name="devices.soon_due",
    title=gettext_lazy("The day on which a device is due"),
    compose=compose_soon,
    still=still_soon,
    sample=sample_soon,
)
ASKING = Letter(
    name="devices.asking",
    title=gettext_lazy("How do you get on with a device?"),
    compose=compose_asking,
    still=still_asking,
    sample=sample_asking,
)
DATA_PAUSE = Letter(
    name="devices.data_pause",
    title=gettext_lazy("The internet of a device is to be paused"),
    compose=compose_pause,
    still=still_pause,
    sample=sample_pause,
)
ASKED_PARTNER = Letter(
    name="devices.asked_partner",
    title=gettext_lazy("To a partner: how does somebody get on?"),
    compose=compose_partner,
    sample=sample_partner,
)
