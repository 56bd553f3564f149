"""The ladder: rungs are taken by the clock, each once, and everything is asked anew at that moment; what we hear is written down.

Nobody is fined, blocked or threatened. A device that is not back in the end is a manager’s to sort out with them.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from branchline.concerns.actions import add_task, finish_task
from branchline.concerns.models import Task
from branchline.core import ledger
from branchline.core.acting import Acting, job
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.messages.actions import send
from branchline.messages.letters import Letter
from branchline.messages.models import Route
from branchline.people.actions.written import account_of
from branchline.people.models import Purpose, Resident
from branchline.people.queries import addressee_of, may_contact
from branchline.people.queries.wishes import DIED
from branchline.referrals.actions import tell_referrer
from branchline.referrals.queries import may_go_on, working_day_after

from .. import errors, measures
from ..ladder import Rung
from ..letters import ASKED_PARTNER, ASKING, SOON_DUE
from ..models import UNTIL_WHEN, DeviceRequest, Loan, LoanNews, LoanRung, News, SimPause, Taken
from ..models.kindness import NEWS_LIMIT
from ..queries import how_it_stands, loans_to_look_at, partners_request, person_of
from ..queries.availability import A_DAY, LONGEST
from .settling import KIND, settle
from .steps import lock_loan

BY_ITSELF = job("devices.kindness")
BY_DAY = range(9, 17)
"""Hours in London at which a rung is taken, on working days: somebody can be rung back on the same day."""
STAFF = (Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER)
MANAGERS = (Role.SERVICE_MANAGER,)
LETTERS = {Rung.SOON: SOON_DUE, Rung.ASK: ASKING}


def take_rungs(*, now: datetime) -> int:
    """By the clock, for one service: each rung that is due, in a transaction of its own. Returns how many."""
    here = in_london(now)
    if here.hour not in BY_DAY or working_day_after(here.date() - A_DAY, 1) != here.date():
        return 0
    settle_what_ended(now=now)
    due = loans_to_look_at(today=here.date())
    return sum(take_rung(loan=loan, by=BY_ITSELF, now=now) is not None for loan in due)


@action
def take_rung(*, loan: Loan, by: Acting, now: datetime) -> LoanRung | None:
    """The rung that is due, if one still is: the device is out, nobody has asked us to wait, they are alive and may be written to.
    Once, however many workers ask. None: nothing is to be done today."""
    held, today = lock_loan(loan), in_london(now).date()
    person = person_of(held) if held.is_out else None
    if person is None:
        return None
    post = addressee_of(person=person).route
    stands = how_it_stands(held, today=today, early=Route(post).lead_time if post else timedelta())
    if stands is None or stands.following is None or stands.following.day > today:
        return None
    may = may_contact(person=person, purpose=Purpose.OWN_AFFAIRS, now=now)
    if not may:
        _leave_to_a_manager(held, person, died=may is DIED, by=by, now=now)
        return None
    rung = stands.following.rung
    how, route, request = _take(rung, held, person, by, now)
    row = LoanRung.objects.create(
        service_id=held.service_id, loan=held, rung=rung, due_day=held.due_day, at=now, how=how,
        route=route, request=request,
    )  # fmt: skip
    ledger.record(
        kind=measures.RUNG, by=by, now=now, branch_id=held.branch_id,
        links={"device": held.device.public_id, "rung": rung.value, "how": how.value},
    )  # fmt: skip
    return row


def _take(
    rung: Rung, loan: Loan, person: Resident, by: Acting, now: datetime
) -> tuple[Taken, str, DeviceRequest | None]:
    """How it was taken, by which route, and whom of a partner’s it is about."""
    match rung:
        case Rung.SOON | Rung.ASK:
            return _write(LETTERS[rung], loan, person, by, now)
        case Rung.CALL:
            may = may_contact(
                person=person, route=Route.PHONE, purpose=Purpose.OWN_AFFAIRS, now=now
            )
            if may:
                what = _("Ring them about the device they borrowed: how do they get on, and would they like to keep it?")  # fmt: skip
            else:
                what = _("Ask how they get on with the device they borrowed, when they come in or by letter. They are not rung.")  # fmt: skip
            _task(rung.value, what, loan, person, STAFF, 2, by, now)
        case Rung.PARTNER:
            return _ask_partner(loan, person, by, now)
        case Rung.VISIT:
            what = _("Visit them about the device they borrowed. Two go, and a colleague knows when they are back. Ring first if you can.")  # fmt: skip
            _task(rung.value, what, loan, person, STAFF, 5, by, now)
        case Rung.SORT:
            what = _("Let’s sort it out: may they keep the device for longer, swap it, have it as a gift, or is it lost? Nothing is owed.")  # fmt: skip
            _task(rung.value, what, loan, person, MANAGERS, 5, by, now)
    return Taken.TASK, "", None


def _write(
    letter: Letter, loan: Loan, person: Resident, by: Acting, now: datetime
) -> tuple[Taken, str, None]:
    """By their own route: an email, a text message, a letter, or a call from the list. Without one a colleague finds a way."""
    to = addressee_of(person=person)
    if to.address:
        send(letter=letter, reference=loan.public_id, to=to, branch=loan.branch_id, by=by, now=now)
        return Taken.TOLD, Route(to.route).value, None
    what = _("Find a way to ask them about the device they borrowed: we know no address and no number.")  # fmt: skip
    _task(letter.name.partition(".")[2], what, loan, person, STAFF, 2, by, now)
    return Taken.TASK, "", None


def _ask_partner(
    loan: Loan, person: Resident, by: Acting, now: datetime
) -> tuple[Taken, str, DeviceRequest | None]:
    request = partners_request(person)
    if request is None or not may_go_on(request.referral, now):
        return Taken.PASSED, "", None
    if tell_referrer(request.referral, ASKED_PARTNER, by=by, now=now):
        return Taken.TOLD, Route.EMAIL.value, request
    what = _("Ask the partner who referred them how they get on with the device. Nobody there could be written to.")  # fmt: skip
    _task(Rung.PARTNER.value, what, loan, person, STAFF, 2, by, now)
    return Taken.TASK, "", request


def _leave_to_a_manager(
    loan: Loan, person: Resident, *, died: bool, by: Acting, now: datetime
) -> None:
    """Once for each day that it is due: nothing is sent, nobody rings."""
    if died:
        what = _("They have died, and a device of ours may be with the family. There is no hurry: decide what is right.")  # fmt: skip
    else:
        what = _("A device is not back, and they do not wish to hear from us. Decide what is right.")  # fmt: skip
    _task("died" if died else "unwished", what, loan, person, MANAGERS, 10, by, now)


def _task(
    name: str, what: str, loan: Loan, person: Resident, roles: Sequence[Role], days: int, by: Acting, now: datetime
) -> None:  # fmt: skip
    add_task(
        what=what, kind=KIND, key=f"devices.{name}:{loan.public_id}:{loan.due_day}", resident=person,
        due=working_day_after(in_london(now).date(), days), roles=roles, branch=loan.branch,
        link=("devices:desk_loan", loan.public_id), by=by, now=now,
    )  # fmt: skip


@action
def settle_what_ended(*, now: datetime) -> None:
    """What ended otherwise, as lost: tasks about it are no longer to be done, and its data is no longer to be paused."""
    asked = Task.objects.open().filter(kind=KIND).values_list("link_key", flat=True)
    told = SimPause.objects.filter(paused_at__isnull=True, on_at__isnull=True)
    about = Q(public_id__in=list(asked)) | Q(pk__in=told.values("loan"))
    for loan in Loan.objects.filter(about, ended_at__isnull=False):
        settle(loan, by=BY_ITSELF, now=now)


@action
def note_news(
    *, loan: Loan, what: News, words: str = "", quiet_until: date | None = None, by: Acting, now: datetime
) -> LoanNews:  # fmt: skip
    """What was heard of it, from them or somebody close; what colleagues were to ask is done. With a day, nothing is sent before
    it. Refuses `NotOutNow`, `SayUntilWhen`, `SayWhy` (something else), `NotThatLong`."""
    held, today = lock_loan(loan), in_london(now).date()
    if not held.is_out:
        raise errors.NotOutNow
    if what in UNTIL_WHEN and quiet_until is None:
        raise errors.SayUntilWhen
    if what == News.OTHER and not words.strip():
        raise errors.SayWhy
    if quiet_until is not None and not today < quiet_until <= today + LONGEST:
        raise errors.NotThatLong(field="quiet_until")
    news = LoanNews.objects.create(
        service_id=held.service_id, loan=held, what=what, words=" ".join(words.split())[:NEWS_LIMIT],
        quiet_until=quiet_until, at=now, by_id=account_of(by),
    )  # fmt: skip
    for task in Task.objects.open().filter(kind=KIND, link_key=held.public_id):
        if task.for_roles != [*MANAGERS]:
            finish_task(task=task, outcome=str(news.get_what_display()), by=by, now=now)
    return news


@action
def end_quiet(*, loan: Loan, by: Acting, now: datetime) -> None:
    """What comes next may come again. Twice is once."""
    held = lock_loan(loan)
    LoanNews.objects.filter(loan=held).quiet(in_london(now).date()).update(lifted_at=now)
