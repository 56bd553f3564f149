"""At the desk: how it stands with a loan, what was heard, the days of the steps, a pause of data, a gift; a partner’s own view."""

from branchline.core.permits import Role
from branchline.devices import actions
from branchline.devices.ladder import Rung
from branchline.devices.models import Ending, LoanNews, SimPause
from branchline.people.models import RecordRead
from branchline.people.tests.conftest import account, works

from .causes import referred_by_partner
from .conftest import NOW, Stock
from .test_kindness import at_the_end, out, sent, sorting, take
from .test_loans import days
from .test_pages import at, post, words


def test_the_panel_says_what_was_and_what_comes(stock: Stock) -> None:
    loan, bob = out(stock, due=-2), stock.browser(stock.cast.bob)
    here = at(stock, f"/loans/{loan.public_id}")
    page = words(bob.get(here))
    assert "How it stands" in page
    assert "Next:</strong> A message to ask how it goes" in page
    take(loan)
    page = words(bob.get(here))
    assert "A message to ask how it goes</strong>: Email" in page
    assert "Next:</strong> A phone call, Monday 7 September" in page
    late = words(bob.get(at(stock, "/loans"), {"show": "late"}))
    assert "A message to ask how it goes, Tuesday 1 September" in late
    assert "Next: A phone call" in late
    assert "On which days" not in late


def test_what_was_heard_is_written_down(stock: Stock) -> None:
    loan, bob = out(stock, due=-2), stock.browser(stock.cast.bob)
    there = at(stock, f"/loans/{loan.public_id}/heard")
    assert bob.get(there).status_code == 200
    assert "Choose what you heard" in words(post(bob, there))
    kept = words(post(bob, there, what="away", words="At her sister’s"))
    assert "Choose the day from which we may ask again" in kept
    assert "At her sister’s" in kept
    given = {"what": "away", "words": "At her sister’s", "quiet_until": days(9).isoformat(), "key": "k" * 24}  # fmt: skip
    for _double in range(2):
        assert post(bob, there, **given).status_code == 302
    assert LoanNews.objects.count() == 1
    page = words(bob.get(at(stock, f"/loans/{loan.public_id}")))
    assert "Nothing is sent before Thursday 10 September" in page
    assert "quiet until" in words(bob.get(at(stock, "/loans"), {"show": "late"}))
    assert post(bob, there, do="again").status_code == 302
    assert "the wait was ended" in words(bob.get(at(stock, f"/loans/{loan.public_id}")))
    actions.take_back(loan=loan, by=stock.bob, now=NOW)
    assert "It is not with them now" in words(bob.get(there))
    assert "devices:desk_loan_heard" in RecordRead.objects.values_list("page", flat=True)


def test_the_days_of_the_steps(stock: Stock) -> None:
    alice, here = stock.browser(), at(stock, "/days")
    assert "On which days" in words(alice.get(at(stock, "/loans")))
    assert 'value="35"' in words(alice.get(here))
    given = {"soon": "2", "ask": "3", "call": "2", "partner": "", "visit": "30", "sort": "60"}
    assert "Each step comes after the one before it" in words(alice.post(here, given))
    assert "a whole number from 1 to 180" in words(alice.post(here, given | {"call": "soon"}))
    assert alice.post(here, given | {"call": "8"}).status_code == 302
    loan = out(stock, due=-2)
    assert take(loan) is None
    assert stock.browser(stock.cast.bob).get(here).status_code == 404


def test_data_is_paused_by_a_manager_in_steps(stock: Stock) -> None:
    loan, _sim = at_the_end(stock)
    alice, there = stock.browser(), at(stock, f"/loans/{loan.public_id}/data")
    assert "First everything else" in words(alice.get(there))
    assert "Pausing the data is the last thing" in words(alice.post(there, {"do": "tell"}))
    sorting(loan)
    assert "Nothing is owed" in words(alice.get(at(stock, f"/loans/{loan.public_id}")))
    assert alice.post(there, {"do": "tell"}).status_code == 302
    assert "From Tuesday 8 September" in words(alice.get(there))
    sent()
    assert "Not yet" in words(alice.post(there, {"do": "paused"}))
    SimPause.objects.update(from_day=days(0), paused_at=NOW)
    assert "It is on again" in words(alice.get(there))
    assert alice.post(there, {"do": "on"}).status_code == 302
    assert stock.browser(stock.cast.bob).get(there).status_code == 404


def test_a_gift_asks_once(stock: Stock) -> None:
    loan = out(stock, due=-9)
    sorting(loan)
    alice, there = stock.browser(), at(stock, f"/loans/{loan.public_id}/gift")
    assert f'href="{there}"' in words(alice.get(at(stock, f"/loans/{loan.public_id}")))
    assert "for good" in words(alice.get(there))
    assert alice.post(there).status_code == 302
    loan.refresh_from_db()
    assert loan.ending == Ending.GIFT
    assert "Given to them for good" in words(alice.get(at(stock, f"/loans/{loan.public_id}")))
    assert "It is not with them now" in words(alice.get(there))
    assert stock.browser(stock.cast.bob).get(there).status_code == 404


def test_a_partner_sees_that_we_asked(stock: Stock) -> None:
    loan, _request, worker = referred_by_partner(stock.cast.sale, NOW, by=stock.alice, email="pat@goodcompany.test")  # fmt: skip
    here = f"/{stock.cast.service.slug}/desk/refer-for-device"
    pat = stock.browser(worker)
    assert "We asked you on" not in words(pat.get(here))
    assert take(loan) == Rung.PARTNER
    assert "We asked you on" in words(pat.get(here))
    assert pat.get(at(stock, f"/loans/{loan.public_id}")).status_code == 404


def test_strangers_see_nothing(stock: Stock) -> None:
    """Hal works at Hale, Charlie elsewhere."""
    hal = account("Hal")
    works(hal, stock.cast.organisation, stock.cast.service, Role.BRANCH_STAFF, stock.cast.hale)
    loan = out(stock, due=-9)
    for person in (hal, stock.cast.charlie):
        client = stock.browser(person)
        for rest in ("heard", "data", "gift"):
            path = at(stock, f"/loans/{loan.public_id}/{rest}")
            assert client.get(path).status_code == 404, rest
            assert client.post(path, {"do": "again"}).status_code == 404, rest
