"""A device is due, late, and later: asked kindly by their own way, once, and only while it is still true."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from branchline.concerns.models import Task, TaskState
from branchline.core.permits import Role
from branchline.devices import actions, errors, queries
from branchline.devices.actions import SimFacts
from branchline.devices.ladder import Rung
from branchline.devices.letters import ASKING, SOON_DUE
from branchline.devices.models import (
    Ending,
    Loan,
    LoanNews,
    LoanRung,
    News,
    Sim,
    SimFrom,
    SimPause,
    Standing,
    Taken,
)
from branchline.messages import actions as outbox
from branchline.messages.letters import letter_called
from branchline.messages.models import Message, Route, State
from branchline.people import actions as people
from branchline.people.models import MarkSource, Purpose
from branchline.people.tests.residents import resident
from branchline.places.models import Service

from .causes import ICCID, referred_by_partner
from .conftest import NOW, Stock
from .test_loans import MAUD, days

EMAIL = [(Route.EMAIL, "maud@example.test")]
POST = [(Route.LETTER, "14 Invented Row\nSale\nM33 7ZF")]


def later(number: int) -> datetime:
    return NOW + timedelta(days=number)


def out(stock: Stock, *, due: int, routes: Any = EMAIL, name: str = "Maud Okafor") -> Loan:
    """Lent four weeks ago."""
    return actions.lend_device(
        device=stock.available(), resident=resident(stock.cast, name, routes=routes), due_day=days(due), signed=MAUD,
        by=stock.bob, now=later(-28),
    )  # fmt: skip


def take(loan: Loan, at: datetime = NOW) -> Rung | None:
    row = actions.take_rung(loan=loan, by=actions.kindness.BY_ITSELF, now=at)
    return Rung(row.rung) if row else None


def climbed(loan: Loan, until: int) -> list[Rung]:
    """Day by day, as the worker does it."""
    for number in range(until + 1):
        actions.take_rungs(now=later(number))
    return [Rung(row.rung) for row in LoanRung.objects.filter(loan=loan).order_by("pk")]


def test_from_the_reminder_to_sorting_it_out(stock: Stock) -> None:
    loan = out(stock, due=3)
    assert climbed(loan, 45) == list(Rung)
    rows = list(LoanRung.objects.order_by("pk").values_list("how", "route"))
    assert rows[:2] == [(Taken.TOLD, Route.EMAIL), (Taken.TOLD, Route.EMAIL)]
    assert [how for how, _route in rows[2:]] == [Taken.TASK, Taken.PASSED, Taken.TASK, Taken.TASK]
    assert list(Message.objects.order_by("pk").values_list("letter", flat=True)) == [
        "devices.soon_due", "devices.asking",
    ]  # fmt: skip
    ring, visit, sort = Task.objects.order_by("pk")
    assert "Ring them" in ring.what or "not rung" in ring.what
    assert "Two go" in visit.what
    assert sort.for_roles == [Role.SERVICE_MANAGER]
    assert "Nothing is owed" in sort.what


def test_only_by_daylight_on_working_days(stock: Stock) -> None:
    out(stock, due=-2)
    for at in (NOW.replace(hour=20), NOW.replace(hour=5), later(4)):
        assert actions.take_rungs(now=at) == 0
    assert actions.take_rungs(now=NOW) == 1
    assert actions.take_rungs(now=NOW) == 0


@pytest.mark.parametrize(
    ("routes", "way"), [(POST, Route.LETTER), ([(Route.PHONE, "0161 496 0142")], Route.PHONE)]
)
def test_by_their_own_way(stock: Stock, routes: Any, way: Route) -> None:
    loan = out(stock, due=-2, routes=routes)
    assert take(loan) == Rung.ASK
    message = Message.objects.get()
    assert (message.route, message.branch_id) == (way, loan.branch_id)


def test_the_post_needs_its_days(stock: Stock) -> None:
    by_post, by_mail = out(stock, due=7, routes=POST), out(stock, due=7)
    assert (take(by_post), take(by_mail)) == (Rung.SOON, None)
    assert actions.take_rungs(now=later(6)) == 1


def test_without_any_way_a_colleague_finds_one(stock: Stock) -> None:
    loan = out(stock, due=-2, routes=[])
    assert take(loan) == Rung.ASK
    assert LoanRung.objects.get().how == Taken.TASK
    assert "no address and no number" in Task.objects.get().what


def test_kind_words(stock: Stock) -> None:
    """No fine, no blame, no threat, in either language; what to do and whom to ring."""
    service = Service.objects.get(pk=stock.cast.service.pk)
    for letter in (
        "devices.soon_due",
        "devices.asking",
        "devices.data_pause",
        "devices.asked_partner",
    ):
        found = letter_called(letter)
        assert found is not None
        assert found.sample is not None
        for language in ("en", "cy"):
            for route in Route:
                said = found.sample(service, language, route, NOW)
                text = " ".join([said.subject, *said.paragraphs, *said.spoken, said.short]).lower()
                assert not [word for word in ("overdue", "fine ", "fines", "must", "fail", "hwyr", "dirwy") if word in text]  # fmt: skip


def test_what_is_back_extended_or_quiet_is_not_asked_after(stock: Stock) -> None:
    back, longer, quiet = (out(stock, due=-2, name=name) for name in ("Ann", "Bea", "Cy"))
    actions.take_back(loan=back, by=stock.bob, now=NOW)
    actions.extend_loan(loan=longer, due_day=days(9), by=stock.bob, now=NOW)
    actions.note_news(
        loan=quiet, what=News.AWAY, words="At her sister’s", quiet_until=days(10), by=stock.bob, now=NOW
    )  # fmt: skip
    assert [take(loan) for loan in (back, longer, quiet)] == [None, None, None]
    assert Message.objects.count() == 0
    assert take(longer, later(6)) == Rung.SOON
    assert take(quiet, later(9)) is None
    assert take(quiet, later(10)) == Rung.ASK
    assert LoanRung.objects.filter(loan=quiet).count() == 1


def test_a_wait_can_be_ended(stock: Stock) -> None:
    loan = out(stock, due=-2)
    actions.note_news(loan=loan, what=News.UNWELL, quiet_until=days(30), by=stock.bob, now=NOW)
    assert take(loan) is None
    for _twice in range(2):
        actions.end_quiet(loan=loan, by=stock.bob, now=NOW)
    assert take(loan) == Rung.ASK


def test_another_day_begins_at_the_bottom(stock: Stock) -> None:
    loan = out(stock, due=-2)
    assert take(loan) == Rung.ASK
    assert take(loan, later(6)) == Rung.CALL
    task = Task.objects.get()
    actions.extend_loan(loan=loan, due_day=days(20), by=stock.bob, now=later(6))
    task.refresh_from_db()
    assert task.state == TaskState.DROPPED
    assert take(loan, later(17)) == Rung.SOON
    assert take(loan, later(22)) == Rung.ASK
    assert LoanRung.objects.filter(rung=Rung.ASK).count() == 2


def test_what_waits_is_looked_at_again_when_it_leaves(stock: Stock) -> None:
    loan = out(stock, due=-2, routes=POST)
    take(loan)
    reference = [loan.public_id]
    assert ASKING.still is not None
    assert ASKING.still(reference, NOW) == {loan.public_id}
    actions.note_news(loan=loan, what=News.BRINGS, quiet_until=days(3), by=stock.bob, now=NOW)
    assert ASKING.still(reference, NOW) == set()
    assert ASKING.compose(loan.public_id, "en", Route.LETTER, NOW) is None
    outbox.withdraw_untrue(by=stock.alice, now=NOW)
    assert Message.objects.get().state == State.WITHDRAWN
    soon = out(stock, due=2, routes=POST)
    take(soon)
    assert SOON_DUE.compose(soon.public_id, "en", Route.LETTER, NOW) is not None
    assert SOON_DUE.compose(soon.public_id, "en", Route.LETTER, later(3)) is None


def test_nothing_to_whoever_died_or_wishes_nothing(stock: Stock) -> None:
    gone, quiet = out(stock, due=-9, name="Gus"), out(stock, due=-9, name="Nan")
    assert gone.resident is not None
    assert quiet.resident is not None
    people.note_death(person=gone.resident, source=MarkSource.FAMILY, by=stock.bob, now=NOW)
    people.do_not_contact(
        person=quiet.resident, purpose=Purpose.OWN_AFFAIRS, source=MarkSource.PERSON, by=stock.bob, now=NOW
    )  # fmt: skip
    for number in range(40):
        assert actions.take_rungs(now=later(number)) == 0
    assert (Message.objects.count(), LoanRung.objects.count()) == (0, 0)
    said = sorted(task.what for task in Task.objects.all())
    assert len(said) == 2
    assert "There is no hurry" in said[1]
    assert {tuple(task.for_roles) for task in Task.objects.all()} == {(Role.SERVICE_MANAGER,)}


def test_whoever_is_not_rung_is_asked_otherwise(stock: Stock) -> None:
    loan = out(stock, due=-9, routes=[*EMAIL, (Route.PHONE, "0161 496 0142")])
    assert loan.resident is not None
    people.do_not_contact(
        person=loan.resident, route=Route.PHONE, source=MarkSource.PERSON, by=stock.bob, now=NOW
    )
    take(loan)
    assert take(loan, later(6)) == Rung.CALL
    assert "not rung" in Task.objects.get().what


def test_the_partner_who_referred_them_is_asked_once(stock: Stock) -> None:
    loan, request, worker = referred_by_partner(stock.cast.sale, NOW, by=stock.alice, email="pat@goodcompany.test")  # fmt: skip
    assert take(loan) == Rung.PARTNER
    message = Message.objects.get(letter="devices.asked_partner")
    assert (message.address, message.reference) == (worker.email, request.public_id)
    assert list(queries.asked_about([request])) == [request.pk]
    found = letter_called("devices.asked_partner")
    assert found is not None
    said = found.compose(request.public_id, "en", Route.EMAIL, NOW)
    assert said is not None
    assert "Gwen" in said.subject
    assert "Parry" not in " ".join([said.subject, *said.paragraphs])
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    assert found.compose(request.public_id, "en", Route.EMAIL, NOW) is None
    assert queries.asked_about([request]) == {}


def test_what_is_heard(stock: Stock) -> None:
    loan = out(stock, due=-9)
    take(loan)
    take(loan, later(6))
    for wrong, refusal in (
        ({"what": News.BRINGS}, errors.SayUntilWhen),
        ({"what": News.OTHER, "words": " "}, errors.SayWhy),
        ({"what": News.AWAY, "quiet_until": days(0)}, errors.NotThatLong),
    ):
        with pytest.raises(refusal):
            actions.note_news(loan=loan, by=stock.bob, now=NOW, **wrong)
    actions.note_news(loan=loan, what=News.KEEP, words="  Until  spring ", by=stock.bob, now=NOW)
    news = LoanNews.objects.get()
    task = Task.objects.get()
    assert news.words == "Until spring"
    assert (task.state, task.outcome) == (TaskState.DONE, str(News.KEEP.label))
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    with pytest.raises(errors.NotOutNow):
        actions.note_news(loan=loan, what=News.KEEP, by=stock.bob, now=NOW)


def test_a_service_has_its_own_days(stock: Stock) -> None:
    given: dict[Rung, int | None] = dict.fromkeys(Rung) | {Rung.ASK: 1, Rung.SORT: 10}
    actions.change_days(days=given)
    assert queries.rung_days() == {Rung.ASK: 1, Rung.SORT: 10}
    assert climbed(out(stock, due=-1), 20) == [Rung.ASK, Rung.SORT]
    with pytest.raises(errors.NotInOrder) as refused:
        actions.change_days(days=given | {Rung.CALL: 1})
    assert refused.value.field == Rung.CALL


def at_the_end(stock: Stock) -> tuple[Loan, Sim]:
    """All else was tried, and there is a card in it."""
    loan = out(stock, due=-9)
    sim = actions.add_sim(
        facts=SimFacts(ICCID, "giffgaff", SimFrom.OWN), branch=stock.cast.sale, by=stock.alice, now=NOW
    )  # fmt: skip
    actions.put_sim(sim=sim, device=loan.device, by=stock.alice, now=NOW)
    return loan, sim


def sorting(loan: Loan) -> None:
    LoanRung.objects.create(
        service_id=loan.service_id, loan=loan, rung=Rung.SORT, due_day=loan.due_day, at=NOW, how=Taken.TASK
    )  # fmt: skip


def sent() -> None:
    Message.objects.filter(letter="devices.data_pause").update(state=State.SENT, ended_at=NOW)


def test_pausing_data_is_last_and_told_a_week_before(stock: Stock) -> None:
    loan, _sim = at_the_end(stock)
    with pytest.raises(errors.PauseIsLast):
        actions.tell_of_pause(loan=loan, by=stock.alice, now=NOW)
    with pytest.raises(errors.NothingIsPaused):
        actions.note_paused(loan=loan, by=stock.alice, now=NOW)
    sorting(loan)
    made = actions.tell_of_pause(loan=loan, by=stock.alice, now=NOW)
    assert actions.tell_of_pause(loan=loan, by=stock.alice, now=NOW) == made
    assert made.from_day == days(7)
    with pytest.raises(errors.NotToldAWeekAgo):  # the message has not left
        actions.note_paused(loan=loan, by=stock.alice, now=later(8))
    sent()
    with pytest.raises(errors.NotToldAWeekAgo):
        actions.note_paused(loan=loan, by=stock.alice, now=later(6))
    actions.note_news(loan=loan, what=News.AWAY, quiet_until=days(12), by=stock.bob, now=later(7))
    with pytest.raises(errors.PauseIsLast):
        actions.note_paused(loan=loan, by=stock.alice, now=later(8))
    assert actions.note_paused(loan=loan, by=stock.alice, now=later(12)).paused_at == later(12)
    actions.extend_loan(loan=loan, due_day=days(30), by=stock.bob, now=later(13))
    task = Task.objects.get(kind="devices.data_on")
    assert "today" in task.what
    assert actions.note_on_again(loan=loan, by=stock.alice, now=later(13)).on_at == later(13)
    with pytest.raises(errors.NothingIsPaused):
        actions.note_on_again(loan=loan, by=stock.alice, now=later(13))


def test_told_and_then_heard_of_stays_on(stock: Stock) -> None:
    loan, sim = at_the_end(stock)
    sorting(loan)
    actions.tell_of_pause(loan=loan, by=stock.alice, now=NOW)
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    pause = SimPause.objects.get(sim=sim)
    assert (pause.paused_at, pause.on_at) == (None, NOW)
    assert not Task.objects.filter(kind="devices.data_on").exists()


def test_nobody_is_paused_without_a_word(stock: Stock) -> None:
    loan, _sim = at_the_end(stock)
    sorting(loan)
    assert loan.resident is not None
    people.do_not_contact(person=loan.resident, source=MarkSource.PERSON, by=stock.bob, now=NOW)
    with pytest.raises(errors.CanNotTellThem):
        actions.tell_of_pause(loan=loan, by=stock.alice, now=NOW)
    without = out(stock, due=-9, name="Tom")
    sorting(without)
    with pytest.raises(errors.NoCardInside):
        actions.tell_of_pause(loan=without, by=stock.alice, now=NOW)


def test_a_gift(stock: Stock) -> None:
    loan, sim = at_the_end(stock)
    sorting(loan)
    actions.tell_of_pause(loan=loan, by=stock.alice, now=NOW)
    device = actions.give_to_borrower(loan=loan, by=stock.alice, now=NOW)
    device.refresh_from_db()
    loan.refresh_from_db()
    sim.refresh_from_db()
    assert (device.standing, loan.ending, sim.device) == (Standing.GIFTED, Ending.GIFT, None)
    assert SimPause.objects.get().on_at == NOW
    assert actions.take_rungs(now=later(2)) == 0


def test_what_is_lost_is_not_asked_after(stock: Stock) -> None:
    loan = out(stock, due=-9)
    take(loan)
    take(loan, later(6))
    actions.report_lost(device=loan.device, words="Left on a bus", by=stock.bob, now=later(7))
    assert actions.take_rungs(now=later(7)) == 0
    assert Task.objects.get().state == TaskState.DROPPED


def test_it_goes_with_the_person(stock: Stock) -> None:
    loan = out(stock, due=-2)
    take(loan)
    actions.note_news(loan=loan, what=News.OTHER, words="Moves to Leeds", by=stock.bob, now=NOW)
    person = f"resident:{loan.resident_id}"
    told = queries.loans_about(person)["devices lent"][0]
    assert "Moves to Leeds" in told["heard"][0]
    assert len(told["asked after"]) == 1
    actions.forget_loans(person=person)
    assert (LoanNews.objects.count(), LoanRung.objects.count()) == (0, 0)
    assert actions.take_rungs(now=later(7)) == 0
