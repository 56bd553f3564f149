"""What is held for somebody in a queue goes to nobody else, whoever lends and whoever offers at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from branchline.core import clock
from branchline.core.errors import Refusal
from branchline.core.scoping import scope
from branchline.devices import actions, errors, queries
from branchline.devices.actions import Signed, Wish
from branchline.devices.models import Band, DeviceRequest, Kind, Loan, Stage, Standing, Way
from branchline.people.tests.residents import key, resident

from .conftest import NOW, Stock, make_stock
from .test_asking import asked, waits
from .test_loans import book, days, lend
from .test_waiting import now_at, stages


def test_whoever_walks_in_takes_nothing_that_is_held(stock: Stock) -> None:
    ann, device = waits(stock, "Ann"), stock.available()
    tom = resident(stock.cast, "Tom")
    with pytest.raises(errors.HeldForTheQueue) as said:
        lend(stock, device, tom)
    assert "Ann" not in str(said.value)
    with pytest.raises(errors.HeldForTheQueue):
        book(stock, device, tom, 3, 9)
    actions.keep_up(now=NOW)
    assert stages(ann) == [Stage.OFFERED]
    book(stock, device, tom, 40, 50)
    person = ann.referral.resident
    assert person is not None
    loan = lend(stock, device, person)
    assert (stages(ann), loan.request) == ([Stage.COLLECTED], ann)
    assert now_at(ann).entry.state == "accepted"  # type: ignore[union-attr]
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    assert stages(ann) == [Stage.COLLECTED]


def test_what_is_booked_soon_is_not_offered(stock: Stock) -> None:
    device, tom = stock.available(), resident(stock.cast, "Tom")
    book(stock, device, tom, 12, 20)
    ann = waits(stock, "Ann")
    assert queries.free_at(Kind.TABLET, stock.cast.sale, today=NOW.date()) == 0
    assert stages(ann) == [Stage.WAITING]
    short = lend(stock, device, resident(stock.cast, "Una"), due=7)
    assert short.is_out, "for a week nobody in the queue could have had it for their loan"


def test_somebody_who_waits_and_is_given_one_waits_no_more(stock: Stock) -> None:
    ann, ben = waits(stock, "Ann"), waits(stock, "Ben")
    actions.pause_waiting(request=ann, by=stock.alice, now=NOW)
    first, second = stock.available(), stock.available()
    person = ann.referral.resident
    assert person is not None
    loan = lend(stock, first, person)
    assert (loan.request, stages(ann, ben)) == (ann, [Stage.COLLECTED, Stage.OFFERED])
    with pytest.raises(errors.HeldForTheQueue):
        actions.swap_device(loan=loan, device=second, by=stock.bob, now=NOW)
    loan.refresh_from_db()
    assert loan.is_out, "a swap that is refused leaves them with what they have"


@pytest.mark.race
def test_lending_and_offering_at_one_moment(own_database: str) -> None:
    stock = make_stock()
    sale = stock.cast.sale
    with scope(stock.cast.service.pk), clock.at(NOW):
        ready = [stock.available() for _n in range(4)]
        walks = [resident(stock.cast, f"Walks In {n}") for n in range(6)]
        wishes = [asked(stock, f"Waits {n}") for n in range(6)]

    def lends(n: int) -> str:
        actions.lend_device(
            device=ready[n % 4], resident=walks[n], due_day=days(28), signed=Signed(Way.TYPED, "Tom"), by=stock.bob, now=NOW
        )  # fmt: skip
        return "lent"

    def joins(n: int) -> str:
        made = actions.say_yes(request=wishes[n], band=Band.A, by=stock.alice, now=NOW)
        if n % 2 and made.stage == Stage.OFFERED:
            actions.decline_offer(request=made, by=stock.alice, now=NOW)
        return "joined"

    def keeps(n: int) -> str:
        actions.keep_up(now=NOW + timedelta(minutes=n))
        return "kept"

    def work(turn: int) -> str:
        deed = (lends, joins, keeps)[turn % 3]
        try:
            with clock.at(NOW), scope(stock.cast.service.pk):
                return deed(turn // 3)
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(9) as pool:
        said = list(pool.map(work, range(18)))
    assert set(said) <= {"lent", "joined", "kept", "HeldForTheQueue", "NotAvailable"}
    assert said.count("joined") == 6
    with scope(stock.cast.service.pk), clock.at(NOW):
        free = queries.to_lend_there(Kind.TABLET, sale, today=NOW.date()).count()
        held = len(queries.held_for(Kind.TABLET, sale))
        assert free + Loan.objects.out().count() == 4
        assert held <= free, "nobody is promised what somebody else took home"
        actions.keep_up(now=NOW)
        assert len(queries.held_for(Kind.TABLET, sale)) == free


def test_a_wish_that_nobody_has_decided_is_left_alone(stock: Stock) -> None:
    person = resident(stock.cast, "Ann")
    wish = Wish(Kind.TABLET, Band.A, "To write to my sister", stock.cast.sale)
    made = actions.ask_on_behalf(person=person, wish=wish, by=stock.alice, now=NOW, key=key())
    loan = lend(stock, stock.available(), person)
    assert loan.request is None
    assert DeviceRequest.objects.get(pk=made.pk).stage == Stage.ASKED
    assert loan.device.standing == Standing.LENT or loan.is_out
