"""For each rule of keeping: something that it is about, whose time begins at a given moment.

Under the words in which the rule is shown on the page of what we keep, so that a rule without a case, or one
whose words have changed, is noticed.
"""

import csv
import io
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import count
from uuid import uuid4

from django.conf import settings

from branchline.calls.actions import end_person, make_round, put_on_round
from branchline.calls.models import Callee
from branchline.calls.tests.conftest import facts
from branchline.concerns.actions import (
    acknowledge_concern,
    add_task,
    close_concern,
    decide_concern,
    finish_task,
    raise_concern,
)
from branchline.concerns.models import Concern, Task
from branchline.core import clock, files
from branchline.core.acting import NOBODY, Acting, Actor
from branchline.core.importing.running import bring_in
from branchline.core.models import Operation, StoredFile
from branchline.core.models.importing import ImportChange
from branchline.core.permits import Role
from branchline.core.words import said
from branchline.devices import actions as devices
from branchline.devices.models import DeviceModel, Loan, Way
from branchline.devices.tests.conftest import MODELS, Stock
from branchline.events.models import Booking, GroupRequest, Timing
from branchline.events.tests.conftest import book, date_of, put_on
from branchline.events.tests.groups import asks
from branchline.live.actions import (
    ItemFacts,
    add_item,
    ask_question,
    attach_permission,
    begin_sending,
    end_broadcast,
    plan_broadcast,
)
from branchline.live.demo.looking import look_at_everything
from branchline.live.models import Question, Source
from branchline.live.queries import house_of
from branchline.live.stream.house import spool_of
from branchline.messages import actions as outbox
from branchline.messages import jobs
from branchline.messages.models import Arrival, Message, Route, Sort
from branchline.people import actions
from branchline.people.actions import WorkerFacts
from branchline.people.actions.colleagues import OPEN_FOR
from branchline.people.imports import Members
from branchline.people.models import (
    Contact,
    Doing,
    Invitation,
    Merge,
    Purpose,
    RecordRead,
    Resident,
    ResidentHistory,
    SignIn,
    Worker,
    WorkerKind,
)
from branchline.people.tests.conftest import Cast
from branchline.people.tests.residents import contact, key, resident
from branchline.referrals.actions import (
    OfferFacts,
    add_offer,
    make_referral,
    withdraw_referral,
)
from branchline.referrals.models import How, Referral, ReferralKind
from branchline.skills.actions import Outcome as EndOfPlan
from branchline.skills.actions import PlanFacts, begin_plan, end_plan
from branchline.skills.models import CameTo, Ending, Plan
from branchline.surveys.actions import answer_survey, open_survey
from branchline.surveys.models import Remark, Response, Survey

Left = Callable[[], int]
Kept = Callable[[Cast, datetime], Left]
"""Makes something whose time begins then; the answer tells how much of it is left."""

_numbers = count(1)


def _asked(cast: Cast, when: datetime) -> Left:
    made = actions.invite_colleague(
        email=f"asked{next(_numbers)}@example.test", name="Ida", role=Role.BRANCH_STAFF,
        organisation=cast.organisation, branches=None, language="en", by=cast.as_alice,
        now=when - OPEN_FOR, key=key(),
    )  # fmt: skip
    return Invitation.objects.filter(pk=made.pk).count


def _worker(cast: Cast, when: datetime) -> Left:
    facts = WorkerFacts(f"Worker {next(_numbers)}", WorkerKind.VOLUNTEER, frozenset({Doing.CALLS}))
    made = actions.add_worker(facts=facts, by=cast.as_alice, now=when)
    actions.note_time(
        worker=made, day=when.date(), minutes=45, doing=Doing.CALLS, by=cast.as_alice, now=when
    )
    actions.end_worker(worker=made, by=cast.as_alice, now=when)
    return Worker.objects.filter(pk=made.pk).count


def _signed_in(cast: Cast, when: datetime) -> Left:
    made = SignIn.objects.create(
        account=cast.bob, session_key=f"session-{next(_numbers)}", began_at=when, seen_at=when
    )
    return SignIn.objects.filter(pk=made.pk).count


def _resident(cast: Cast, when: datetime) -> Left:
    made = resident(cast, f"Rosa {next(_numbers)}", now=when)
    return Resident.objects.filter(pk=made.pk).count


def _contact(cast: Cast, when: datetime) -> Left:
    made = contact("Tom", Route.EMAIL, f"tom{next(_numbers)}@example.test", now=when)
    return Contact.objects.filter(pk=made.pk).count


def _read(cast: Cast, when: datetime) -> Left:
    someone = resident(cast, f"Rosa {next(_numbers)}")
    actions.note_read(person=someone, page="people:resident", by=cast.as_alice, now=when)
    return RecordRead.objects.filter(resident=someone).count


def _said_before(cast: Cast, when: datetime) -> Left:
    someone = resident(cast, f"Rosa {next(_numbers)}")
    actions.change_resident(
        resident=someone, details=actions.Details(name="Rosalind"), by=cast.as_alice, now=when
    )
    # The trigger writes the database's own time.
    ResidentHistory.objects.filter(pgh_obj=someone).update(pgh_created_at=when)
    return lambda: ResidentHistory.objects.filter(pgh_obj=someone).count()


def _merged(cast: Cast, when: datetime) -> Left:
    one, other = (resident(cast, f"Rosa {next(_numbers)}", note="sings") for _ in range(2))
    actions.merge_residents(keep=one, merge=other, by=cast.as_alice, now=when)
    done = Merge.objects.filter(kept=one).exclude(before={})
    said_of = Resident.objects.filter(pk=other.pk).exclude(name="", note="")
    return lambda: done.count() + said_of.count()


def on_the_day(when: datetime, *, days: int = 0) -> Timing:
    """Half an hour on that day, or so many days later."""
    starts = clock.in_london(when) + timedelta(days=days)
    return Timing(starts.date(), time(10, 30), time(11))


def _booked(cast: Cast, when: datetime) -> Left:
    put = date_of(put_on(cast.sale, timing=on_the_day(when), now=when - timedelta(days=9)))
    made = book(
        put, address=f"bob{next(_numbers)}@example.test", access_note="A chair with arms",
        now=when - timedelta(days=8),
    )  # fmt: skip
    return Booking.objects.filter(pk=made.pk).exclude(contact=None, name="", access_note="").count


def _group(cast: Cast, when: datetime) -> Left:
    put = date_of(
        put_on(cast.sale, timing=on_the_day(when), now=when - timedelta(days=9), most_in_group=15)
    )
    asked = asks(
        put, address=f"lee{next(_numbers)}@example.test", access_note="A quiet corner",
        now=when - timedelta(days=8),
    )  # fmt: skip
    rows = GroupRequest.objects.filter(pk=asked.pk)
    return rows.exclude(contact=None, name="", group_name="", access_note="").count


def _told_the_event(cast: Cast, when: datetime) -> Left:
    made = book(
        date_of(put_on(cast.sale, timing=on_the_day(when), now=when - timedelta(days=9))),
        address=f"bob{next(_numbers)}@example.test", now=when - timedelta(days=8),
    )  # fmt: skip
    said = [{"asked": "Cake?", "answer": "Lemon"}]
    Booking.objects.filter(pk=made.pk).update(answers=said)
    return Booking.objects.filter(pk=made.pk).exclude(answers=[]).count


def _delivered(cast: Cast, when: datetime) -> Message:
    """A confirmation that left at this moment."""
    put = date_of(put_on(cast.sale, timing=on_the_day(when, days=9), now=when))
    made = book(put, address=f"bob{next(_numbers)}@example.test", now=when)
    message = Message.objects.get(reference=made.public_id)
    with clock.at(when):
        jobs.deliver.here(service_id=cast.service.pk, message=message.public_id)
    return message


def _answer_came(cast: Cast, when: datetime) -> Arrival:
    """A text message comes in that names none of ours, as replies do."""
    came = outbox.receive(
        service=cast.service, route=Route.SMS, address=f"07700 900{next(_numbers):03}",
        kind=Sort.REPLY, body="May I bring the neighbour’s rabbit?", now=when,
    )  # fmt: skip
    assert came is not None
    return came


def _words(cast: Cast, when: datetime) -> Left:
    return Message.objects.filter(pk=_delivered(cast, when).pk).exclude(text="", subject="").count


def _words_of_a_reply(cast: Cast, when: datetime) -> Left:
    return Arrival.objects.filter(pk=_answer_came(cast, when).pk).exclude(body="").count


def _line(cast: Cast, when: datetime) -> Left:
    return Message.objects.filter(pk=_delivered(cast, when).pk).count


def _line_of_a_reply(cast: Cast, when: datetime) -> Left:
    return Arrival.objects.filter(pk=_answer_came(cast, when).pk).count


def _answered(cast: Cast, when: datetime) -> Survey:
    """A survey of that day with one answer, in codes and in own words."""
    survey = open_survey(
        title=said("Rhyme time"), sets=("satisfaction-1",), by=cast.as_alice, now=when, key=key()
    )
    answer_survey(
        survey=survey, answers={"satisfaction.overall": "5"},
        remarks={"satisfaction.tell_us": "Sybil sang so well"}, by=cast.as_alice, now=when, key=key(),
    )  # fmt: skip
    return survey


def _own_words(cast: Cast, when: datetime) -> Left:
    return Remark.objects.filter(survey=_answered(cast, when)).count


def _codes(cast: Cast, when: datetime) -> Left:
    return Response.objects.filter(survey=_answered(cast, when)).count


def _passed_on(cast: Cast, when: datetime) -> Left:
    """And taken back at that moment."""
    offer = add_offer(
        facts=OfferFacts(kinds=[ReferralKind.COMPANY], name="Good Neighbours", telephone="01614960123"),
        by=cast.as_alice, now=when, key=key(),
    )  # fmt: skip
    made = make_referral(
        person=resident(cast, f"Rosa {next(_numbers)}"), offer=offer, kind=ReferralKind.COMPANY,
        words="Would like company", consent=How.TELEPHONE, by=cast.as_alice, now=when, key=key(),
    )  # fmt: skip
    withdraw_referral(referral=made, by=cast.as_alice, now=when)
    return Referral.objects.filter(pk=made.pk).count


def _called(cast: Cast, when: datetime) -> Left:
    """And taken off the round at that moment."""
    round_ = make_round(facts=facts(purpose=Purpose.WELFARE), by=cast.as_alice, now=when)
    made = put_on_round(
        round_=round_, resident=resident(cast, f"Rosa {next(_numbers)}"), why="On her own", by=cast.as_alice, now=when
    )  # fmt: skip
    end_person(person=made, why="Moved away", by=cast.as_alice, now=when)
    return Callee.objects.filter(pk=made.callee_id).count


def _lent(cast: Cast, when: datetime) -> Left:
    """And back at that moment."""
    tablet = DeviceModel.objects.filter(name=MODELS[0].name).first() or devices.add_model(
        facts=MODELS[0], by=cast.as_alice, now=when
    )
    loan = devices.lend_device(
        device=Stock(cast, tablet, tablet, tablet).available(), resident=resident(cast, "Maud Okafor"),
        due_day=when.date() + timedelta(days=28), signed=devices.Signed(Way.TYPED, "Maud"), by=cast.as_alice, now=when,
    )  # fmt: skip
    devices.take_back(loan=loan, by=cast.as_alice, now=when)
    return lambda: Loan.objects.filter(pk=loan.pk, resident__isnull=False).count()


def _learned(cast: Cast, when: datetime) -> Left:
    """And ended at that moment."""
    plan = begin_plan(
        person=resident(cast, f"Rosa {next(_numbers)}"), facts=PlanFacts("See my grandson", cast.sale), by=cast.as_alice,
        now=when, key=f"kept-{when:%Y%m%d%H%M}",
    )  # fmt: skip
    end_plan(plan=plan, outcome=EndOfPlan(Ending.REACHED, CameTo.OWN), by=cast.as_alice, now=when)
    return Plan.objects.filter(pk=plan.pk).count


def _file(cast: Cast, when: datetime) -> Left:
    kept = files.keep(
        content=b"names", name="list.csv", media_type="text/csv", purpose="import", now=when,
        keep_until=when + files.LONGEST_FOR_A_TIME,
    )  # fmt: skip
    return StoredFile.objects.filter(pk=kept.pk).count


def _file_brought_in(cast: Cast, when: datetime) -> Left:
    out = io.StringIO()
    row = {"cardnumber": f"T{next(_numbers)}", "surname": "Okafor", "firstname": "Maud"}
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    done = bring_in(
        importer=Members(), file=io.BytesIO(out.getvalue().encode()), file_name="koha.csv",
        by=cast.as_alice, now=when, service_id=cast.service.pk,
    )  # fmt: skip
    return ImportChange.objects.filter(run_id=done.run.pk).count


def _written_down(cast: Cast, when: datetime) -> Left:
    kept = Operation.objects.create(
        service_id=cast.service.pk, op_id=str(uuid4()), about="events.occurrence:none", kind="events.counted",
        payload={"band": "adults", "by": 1}, device="a tablet", made_at=when, received_at=when,
    )  # fmt: skip
    return Operation.objects.filter(pk=kept.pk).count


def _recording(cast: Cast, when: datetime) -> Left:
    """A broadcast that has gone out by then."""
    put = date_of(put_on(cast.sale, timing=on_the_day(when), now=when - timedelta(days=9)))
    broadcast = plan_broadcast(occurrence=put, by=NOBODY, now=when)
    look_at_everything(broadcast, now=when)
    begin_sending(broadcast=broadcast, source=Source.BROWSER, by=NOBODY, now=when)
    end_broadcast(broadcast=broadcast, by=NOBODY, now=when)
    spool_of(settings.BRANCHLINE_LIVE_FOLDER, broadcast.public_id, 1).store(0, b"x", recorded=1000)
    return lambda: len(
        list(house_of(broadcast).root.glob(f"spool/{broadcast.public_id}/*/*.chunk"))
    )


def _permission(cast: Cast, when: datetime) -> Left:
    """Beside a book that was read that day."""
    put = date_of(put_on(cast.sale, timing=on_the_day(when), now=when - timedelta(days=9)))
    broadcast = plan_broadcast(occurrence=put, by=NOBODY, now=when)
    book = add_item(
        broadcast=broadcast, facts=ItemFacts(title=said("The hungry bear")), by=NOBODY, now=when
    )
    held = attach_permission(
        item=book, content=b"%PDF-1.7 yes", name="yes.pdf", media_type="application/octet-stream",
        by=NOBODY, now=when,
    )  # fmt: skip
    assert held.permission is not None
    return StoredFile.objects.filter(pk=held.permission.pk).count


def _question(cast: Cast, when: datetime) -> Left:
    """Somebody asked while a talk for adults went out."""
    event = put_on(
        cast.sale, timing=on_the_day(when), now=when - timedelta(days=9), age_from=18, age_to=None
    )
    broadcast = plan_broadcast(occurrence=date_of(event), questions=True, by=NOBODY, now=when)
    look_at_everything(broadcast, now=when)
    begin_sending(broadcast=broadcast, source=Source.BROWSER, by=NOBODY, now=when)
    kept = ask_question(broadcast=broadcast, text="Why so?", by=NOBODY, now=when)
    end_broadcast(broadcast=broadcast, by=NOBODY, now=when)
    return Question.objects.filter(pk=kept.pk).count


def _task(cast: Cast, when: datetime) -> Left:
    task = add_task(
        what="Ring her back",
        kind="concerns.follow_up",
        key=f"kept-{when:%Y%m%d%H%M}",
        due=when,
        by=cast.as_alice,
        now=when,
    )
    finish_task(task=task, by=cast.as_alice, now=when)
    return Task.objects.filter(pk=task.pk).count


def _concern(cast: Cast, when: datetime) -> Left:
    """Raised by a colleague, decided and closed by the manager, since nobody is named."""
    as_bob = Acting(actor=Actor("account", cast.bob.pk))
    concern = raise_concern(
        words="She was crying.",
        urgency="soon",
        about_words="A woman at the desk",
        by=as_bob,
        now=when,
        key=f"kept-{when:%Y%m%d%H%M}",
    )
    acknowledge_concern(concern=concern, by=cast.as_alice, now=when)
    decide_concern(
        concern=concern, decision="none", words="Her cat had died.", by=cast.as_alice, now=when
    )
    close_concern(concern=concern, by=cast.as_alice, now=when)
    return Concern.objects.filter(pk=concern.pk).count


KEPT: dict[str, tuple[Kept, ...]] = {
    "Tasks that are done or dropped": (_task,),
    "Safeguarding concerns": (_concern,),
    "What a file that was brought in has changed": (_file_brought_in,),
    "Files that are needed for a time only: letters to print, lists brought in": (_file,),
    "What was counted and ticked on a device, press by press": (_written_down,),
    "Words of messages and replies": (_words, _words_of_a_reply),
    "Lines of the outbox: to whom, by which route, what became of it": (_line, _line_of_a_reply),
    "Recordings of what went out live": (_recording,),
    "Questions that were asked of a broadcast": (_question,),
    "Emails and licences that say why something may go out live": (_permission,),
    "Whom we asked to work here": (_asked,),
    "Workers who no longer work here": (_worker,),
    "Where colleagues and readers are signed in": (_signed_in,),
    "Residents’ records": (_resident,),
    "Contacts: who booked without an account": (_contact,),
    "Who opened whose record": (_read,),
    "What a record said before it was changed": (_said_before,),
    "What two records were before they became one": (_merged,),
    "What people wrote in their own words when we asked them": (_own_words,),
    "Answers to surveys, as codes that belong to nobody": (_codes,),
    "To which partner somebody was passed on, and what came of it": (_passed_on,),
    "Who had which device, and what they signed": (_lent,),
    "What people wanted to learn, what they could do, and the sessions": (_learned,),
    "Calls made to people, what was noted and what they needed": (_called,),
    "Who booked, and what they need on the day": (_booked, _group),
    "What people answered when an event asked something": (_told_the_event,),
}
