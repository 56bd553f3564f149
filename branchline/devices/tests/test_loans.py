"""Lending: only what is available, one open loan, no two on the same days, back to the first step, and nobody named for long."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from branchline.core.acting import Acting, Channel
from branchline.devices import actions, errors, queries
from branchline.devices.actions import Signed
from branchline.devices.agreement import TEXTS, agreement_in, checksum
from branchline.devices.models import Agreement, Device, Ending, Event, Loan, Need, Standing, Way
from branchline.people import actions as people
from branchline.people.models import MarkSource, Resident
from branchline.people.tests.residents import resident
from branchline.places.models import OpeningException, OpeningHours

from .conftest import NOW, Stock

TODAY = NOW.date()
MAUD = Signed(Way.TYPED, "Maud Okafor")


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


def lend(stock: Stock, device: Device, to: Resident, *, due: int = 28, **given: object) -> Loan:
    return actions.lend_device(
        device=device, resident=to, due_day=days(due), by=stock.bob, now=NOW, **({"signed": MAUD} | given)  # type: ignore[arg-type]
    )  # fmt: skip


def book(stock: Stock, device: Device, to: Resident, first: int, due: int) -> Loan:
    return actions.reserve_device(
        device=device, resident=to, from_day=days(first), due_day=days(due), by=stock.bob, now=NOW
    )


def test_it_goes_out_and_comes_back_to_the_first_step(stock: Stock) -> None:
    device, maud = stock.available(), resident(stock.cast)
    loan = lend(stock, device, maud, purpose="To see  my sister")
    device.refresh_from_db()
    assert (device.standing, loan.purpose) == (Standing.LENT, "To see my sister")
    assert queries.loan_out(device) == loan
    with pytest.raises(errors.NotAvailable):
        lend(stock, device, resident(stock.cast, "Tom"))
    with pytest.raises(errors.NotFromHere):
        actions.write_off(device=device, words="Old", by=stock.alice, now=NOW)
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    device.refresh_from_db()
    assert (device.standing, device.round) == (Standing.TO_READY, 2)
    with pytest.raises(errors.NotOutNow):
        actions.take_back(loan=loan, by=stock.bob, now=NOW)
    with pytest.raises(errors.NotAvailable):
        lend(stock, device, maud)
    kinds = [event.kind for event in queries.history_of(device)]
    assert kinds[:2] == [Event.CAME_BACK, Event.LENT]


def test_the_database_lends_nothing_that_is_not_ready(stock: Stock) -> None:
    device, maud = stock.device(), resident(stock.cast)
    row = {
        "service": stock.cast.service, "device": device, "resident": maud, "branch": stock.cast.sale,
        "from_day": TODAY, "due_day": days(7), "made_at": NOW,
    }  # fmt: skip
    for more in (
        {"out_at": NOW},
        {"ended_at": NOW, "ending": Ending.DROPPED},
        {"due_day": days(-1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Loan.objects.create(**(row | more))
    with pytest.raises(errors.NotFromHere):
        actions.steps.add_event(device, Event.LENT, by=stock.bob, now=NOW)
    Loan.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.create(**(row | {"from_day": days(9), "due_day": days(12)}))
    Loan.objects.create(**(row | {"from_day": days(10), "due_day": days(12)}))


def test_what_is_booked_is_kept_and_becomes_the_loan(stock: Stock) -> None:
    device, maud, tom = stock.available(), resident(stock.cast), resident(stock.cast, "Tom")
    booking = book(stock, device, maud, 10, 30)
    with pytest.raises(errors.KeptForSomebody) as said:
        lend(stock, device, tom, due=8)
    assert "from Friday 11 September 2026" in str(said.value)
    assert "Maud" not in str(said.value)
    loan = lend(stock, device, tom, due=7)
    for longer in (8, 20):
        with pytest.raises(errors.KeptForSomebody):
            actions.extend_loan(loan=loan, due_day=days(longer), by=stock.bob, now=NOW)
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    stock.press(device, until=Event.VERIFIED)
    with pytest.raises(errors.IsBooked):
        actions.give_away(device=device, words="A gift", by=stock.alice, now=NOW)
    assert lend(stock, device, maud, due=30) == booking
    booking.refresh_from_db()
    assert booking.is_out
    kept = actions.extend_loan(loan=booking, due_day=days(40), by=stock.bob, now=NOW)
    assert (kept.due_day, kept.extended) == (days(40), 1)


@pytest.mark.parametrize(
    ("first", "due", "refusal"),
    [(0, 9, errors.BookAhead), (9, 8, errors.NotThatLong), (9, 400, errors.NotThatLong)],
)
def test_days_that_can_not_be(stock: Stock, first: int, due: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        book(stock, stock.available(), resident(stock.cast), first, due)


def test_nothing_is_fetched_or_brought_on_a_closed_day(stock: Stock) -> None:
    device, maud, sale = stock.available(), resident(stock.cast), stock.cast.sale
    for weekday in range(5):
        OpeningHours.objects.create(
            service=stock.cast.service, branch=sale, weekday=weekday, opens="09:00", closes="17:00"
        )
    OpeningException.objects.create(
        service=stock.cast.service, branch=sale, first_day=days(6), last_day=days(6), because={"en": "Stock-take"}
    )  # fmt: skip
    with pytest.raises(errors.ClosedThatDay) as said:
        lend(stock, device, maud, due=4)
    assert "closed on Saturday 5 September 2026. The next open day is Tuesday 8 September" in str(
        said.value
    )
    with pytest.raises(errors.ClosedThatDay):
        book(stock, device, maud, 4, 9)
    shown = queries.availability(model=device.model, branch=sale, first=TODAY, days=8, today=TODAY)
    assert [day.is_open for day in shown] == [True, True, True, True, False, False, False, True]


def test_one_calculation_shows_and_refuses(stock: Stock) -> None:
    """For every first day and length: it is free on all its days exactly if it can be booked."""
    device, other = stock.available(), stock.device()
    maud, tom = resident(stock.cast), resident(stock.cast, "Tom")
    lend(stock, device, tom, due=5)
    book(stock, device, maud, 14, 16)
    shown = queries.availability(
        model=device.model, branch=stock.cast.sale, first=TODAY, days=40, today=TODAY
    )
    assert [day.of for day in shown] == [2] * 40
    alone = [day.free - (n >= 2) for n, day in enumerate(shown)]  # the other is made ready by then
    assert alone[:8] == [0] * 8
    assert alone[8:14] == [1] * 6
    assert alone[14:19] == [0] * 5
    for first in range(1, 25):
        for length in (0, 2, 5):
            free = all(alone[n] for n in range(first, first + length + 3))
            assert free is (
                queries.clash(device, first=days(first), due=days(first + length), today=TODAY)
                is None
            )
    assert queries.clash(other, first=days(1), due=days(3), today=TODAY) is not None


def test_a_day_due_is_a_forecast(stock: Stock) -> None:
    device, maud = stock.available(), resident(stock.cast)
    loan = lend(stock, device, maud, due=7)
    late = days(20)
    assert queries.expected_back(loan, today=late) == days(27)
    shown = queries.availability(
        model=device.model, branch=stock.cast.sale, first=late, days=12, today=late
    )
    assert [day.free for day in shown] == [0] * 10 + [1] * 2


def test_nobody_who_has_died_is_lent_anything(stock: Stock) -> None:
    device, maud = stock.available(), resident(stock.cast)
    people.note_death(person=maud, source=MarkSource.FAMILY, by=stock.alice, now=NOW)
    with pytest.raises(errors.TheyHaveDied):
        lend(stock, device, maud)
    with pytest.raises(errors.TheyHaveDied):
        book(stock, device, maud, 3, 9)


def test_parts_are_ticked_out_and_in(stock: Stock) -> None:
    device, maud = stock.available(), resident(stock.cast)
    case = actions.add_case(name="Kit", branch=stock.cast.sale, by=stock.alice, now=NOW)
    for name, need in (("Charger", Need.ESSENTIAL), ("Pen", Need.NICE), ("Sheet", Need.CONSUMABLE)):
        actions.add_part(case=case, name=name, need=need, quantity=1, by=stock.alice, now=NOW)
    actions.put_into_case(device=device, case=case, by=stock.alice, now=NOW)
    with pytest.raises(errors.EssentialIsMissing, match="Charger"):
        lend(stock, device, maud, parts=["Pen"])
    loan = lend(stock, device, maud, parts=["Sheet", "Charger", "Pen", "Gold"])
    assert loan.parts_out == ["Charger", "Pen", "Sheet"]
    back = actions.take_back(loan=loan, parts=["Pen"], by=stock.bob, now=NOW)
    assert back.parts_missing == ["Charger"]
    assert queries.history_of(device)[0].words == "Charger"


def test_a_swap_keeps_what_was_signed(stock: Stock) -> None:
    first, second, maud = stock.available(), stock.available(), resident(stock.cast)
    loan = lend(stock, first, maud)
    new = actions.swap_device(loan=loan, device=second, by=stock.bob, now=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.standing, second.standing) == (Standing.TO_READY, Standing.LENT)
    assert (new.due_day, new.agreement.name) == (loan.due_day, "Maud Okafor")
    with pytest.raises(errors.NotOutNow):
        actions.swap_device(loan=loan, device=second, by=stock.bob, now=NOW)


def test_lost_ends_the_loan_and_nothing_is_owed(stock: Stock) -> None:
    device, maud = stock.available(), resident(stock.cast)
    loan = lend(stock, device, maud)
    actions.report_lost(device=device, words="Left on a bus", by=stock.bob, now=NOW)
    loan.refresh_from_db()
    assert loan.ending == Ending.LOST
    actions.found_again(device=device, words="On the bus", by=stock.bob, now=NOW)
    device.refresh_from_db()
    assert device.standing == Standing.TO_READY


@pytest.mark.parametrize("name", ["", "  ", "…"])
@pytest.mark.parametrize("way", list(Way))
def test_an_empty_signature_is_none(stock: Stock, way: Way, name: str) -> None:
    device, maud = stock.available(), resident(stock.cast)
    with pytest.raises((errors.NotSigned, errors.NothingDrawn)):
        lend(stock, device, maud, signed=Signed(way, name))
    device.refresh_from_db()
    assert device.standing == Standing.AVAILABLE, "nothing of it is kept"


def test_what_was_signed_is_kept_word_for_word(stock: Stock) -> None:
    maud = resident(stock.cast)
    drawing = "M1 2L30 40L50 60M7 8L9 10"
    ways = (
        Signed(Way.WITNESSED, "X", language="cy", easy=True),
        Signed(Way.DRAWN, "Maud", drawing=drawing, language="cy"),
        Signed(Way.TYPED, "Maud", language="ur"),
    )
    for signed in ways:
        loan = lend(stock, stock.available(), maud, signed=signed)
        kept = loan.agreement
        assert kept.sha256 == checksum(kept.text)
        assert (kept.witness == stock.cast.bob) is (signed.way == Way.WITNESSED)
    assert loan.agreement.language == "en"
    assert Agreement.objects.get(way=Way.DRAWN).drawing == drawing
    with pytest.raises(errors.NothingDrawn):
        lend(stock, stock.available(), maud, signed=Signed(Way.DRAWN, "M", drawing="M1 2<script>"))
    nobody = Acting(channel=Channel.DESK)
    with pytest.raises(errors.WitnessSignsIn):
        actions.lend_device(
            device=stock.available(), resident=maud, due_day=days(9), signed=ways[0], by=nobody, now=NOW
        )  # fmt: skip


def test_a_text_that_was_signed_never_changes() -> None:
    """Change a word, and this asks for a new version beside the old one."""
    known = {
        (version, *which): checksum("\n".join(sentences))[:8]
        for version, texts in TEXTS.items()
        for which, sentences in texts.items()
    }
    assert known == {
        ("loan-1", "en", False): "483ae578", ("loan-1", "en", True): "0f0bf6ae",
        ("loan-1", "cy", False): "63cdd327", ("loan-1", "cy", True): "6ae1eb36",
    }  # fmt: skip
    assert agreement_in("en", easy=True).whole in "\n".join(TEXTS["loan-1"]["en", True])


def test_the_person_is_taken_off_and_the_history_stays(stock: Stock) -> None:
    device, maud = stock.available(), resident(stock.cast)
    loan = lend(stock, device, maud, purpose="For Maud’s letters")
    later = book(stock, device, maud, 40, 50)
    copy = queries.loans_about(f"resident:{maud.pk}")["devices lent"]
    assert [row["tag"] for row in copy] == [device.printed_tag] * 2
    assert actions.forget_old_loans(now=NOW + timedelta(days=500)) == 0, "it is still out"
    actions.drop_booking(loan=later, by=stock.bob, now=NOW)
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    assert actions.forget_old_loans(now=NOW + timedelta(days=89)) == 0
    assert actions.forget_old_loans(now=NOW + timedelta(days=91)) == 2
    loan.refresh_from_db()
    assert (loan.resident, loan.purpose, Agreement.objects.count()) == (None, "", 0)
    assert len(queries.history_of(device)) > 2


def test_whoever_asks_is_forgotten_while_it_is_out(stock: Stock) -> None:
    device, maud = stock.available(), resident(stock.cast)
    loan = lend(stock, device, maud)
    book(stock, device, maud, 40, 50)
    assert actions.forget_loans(person=f"resident:{maud.pk}") == 2
    assert actions.forget_loans(person="contact:1") == 0
    loan.refresh_from_db()
    assert (loan.resident, loan.is_out) == (None, True)
    actions.take_back(loan=loan, by=stock.bob, now=NOW)


def test_a_record_that_was_merged(stock: Stock) -> None:
    maud, twin = resident(stock.cast), resident(stock.cast, "M. Okafor")
    one = lend(stock, stock.available(), twin)
    people.merge_residents(keep=maud, merge=twin, by=stock.alice, now=NOW)
    two = lend(stock, stock.available(), twin)
    assert two.resident == maud
    assert set(queries.loans_of(maud)) == {one, two}
