"""Lending at the desk: found by card, signed, printed, extended, taken back; strangers see nothing."""

import re
from typing import Any

from branchline.core.permits import Role
from branchline.devices import actions
from branchline.devices.models import Device, Loan, Standing, Way
from branchline.people.models import RecordRead
from branchline.people.tests.conftest import account, works
from branchline.people.tests.residents import resident

from .conftest import Stock
from .test_loans import book, days, lend
from .test_pages import at, post, words


def in_hand(stock: Stock) -> tuple[Device, Any, Any]:
    return stock.available(), resident(stock.cast, card="T 4711"), stock.browser(stock.cast.bob)


def test_lent_in_few_steps(stock: Stock) -> None:
    device, maud, bob = in_hand(stock)
    here = at(stock, f"/{device.public_id}")
    assert f'href="{here}/lend">Lend it' in words(bob.get(here))
    page = words(bob.get(f"{here}/lend", {"who": "T4711"}))
    assert f'href="{here}/lend/{maud.public_id}">Lend it now' in page
    assert "Nobody of that name" in words(bob.get(f"{here}/lend", {"who": "Zebedee"}))
    to = f"{here}/lend/{maud.public_id}"
    assert "You can take it home." in words(bob.get(f"{to}?easy=1"))
    given = {"due_day": days(28).isoformat(), "way": "typed", "name": ""}
    assert "Nobody has signed yet" in words(post(bob, to, **given))
    kept = {"key": "the-form-that-was-refused"}
    assert "Nothing is drawn yet" in words(post(bob, to, **(given | kept | {"way": "drawn"})))
    answer = post(bob, f"{to}?easy=1", **(given | kept | {"name": "Maud Okafor"}))
    loan = Loan.objects.get()
    there = at(stock, f"/loans/{loan.public_id}")
    assert answer["Location"] == there
    assert (loan.agreement.easy, loan.agreement.way) == (True, Way.TYPED)
    assert "Print what was signed" in words(bob.get(there))
    paper = bob.get(f"{there}/agreement")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert f'class="govuk-button" href="{there}">Take it back' in words(bob.get(here))
    longer = days(40).isoformat()
    assert post(bob, there, do="extend", due_day=longer).status_code == 302
    assert "from tomorrow on" in words(post(bob, there, do="extend", due_day=longer))
    other = stock.available()
    answer = post(bob, there, do="swap", device=other.public_id)
    new = at(stock, f"/loans/{Loan.objects.latest('pk').public_id}")
    assert answer["Location"] == new
    assert post(bob, new, do="back").status_code == 302
    assert "Came back" in words(bob.get(new))
    assert Device.objects.filter(standing=Standing.TO_READY).count() == 2
    assert set(RecordRead.objects.values_list("page", flat=True)) == {
        "devices:desk_lend_to", "devices:desk_loan",
    }  # fmt: skip


def test_booked_fetched_or_taken_back(stock: Stock) -> None:
    device, maud, bob = in_hand(stock)
    path = at(stock, f"/{device.public_id}/book/{maud.public_id}")
    assert bob.get(path).status_code == 200
    given = {"from_day": days(3).isoformat(), "due_day": days(9).isoformat()}
    assert "For today, lend it" in words(post(bob, path, **(given | {"from_day": days(0).isoformat()})))  # fmt: skip
    there = post(bob, path, **given)["Location"]
    assert "They are here: lend it" in words(bob.get(there))
    assert "Booked" in words(bob.get(at(stock, f"/{device.public_id}/lend")))
    assert post(bob, there, do="drop").status_code == 302
    assert "The booking was taken back" in words(bob.get(there))
    assert bob.get(f"{there}/agreement").status_code == 404
    actions.report_lost(device=device, words="Gone", by=stock.bob, now=Loan.objects.get().made_at)
    assert "can’t be lent or booked now" in words(bob.get(at(stock, f"/{device.public_id}/lend")))


def test_lists_and_somebodys_own(stock: Stock) -> None:
    device, maud, bob = in_hand(stock)
    assert "No loan here" in words(bob.get(at(stock, "/loans")))
    lend(stock, device, maud, due=3)
    book(stock, stock.available(), maud, 5, 9)
    page = words(bob.get(at(stock, "/loans")))
    assert "Due within a week" in page
    assert "Maud Okafor" in page
    for show in ("late", "soon", "out", "booked", "nonsense"):
        seen = bob.get(at(stock, "/loans"), {"show": show, "library": stock.cast.sale.public_id})
        assert seen.status_code == 200
    mine = words(bob.get(at(stock, f"/loans/of/{maud.public_id}")))
    assert device.printed_tag in mine
    assert re.search("Devices on loan", words(bob.get(f"/{stock.cast.service.slug}/desk/people/residents/{maud.public_id}")))  # fmt: skip


def test_who_may_lend(stock: Stock) -> None:
    """Hal works at Hale, Charlie elsewhere: what is lent at Sale is none of their business."""
    hal = account("Hal")
    works(hal, stock.cast.organisation, stock.cast.service, Role.BRANCH_STAFF, stock.cast.hale)
    device, maud, _bob = in_hand(stock)
    loan = lend(stock, device, maud)
    here, there = f"/{device.public_id}", f"/loans/{loan.public_id}"
    paths = (there, f"{there}/agreement", f"{here}/lend", f"{here}/lend/{maud.public_id}", f"{here}/book/{maud.public_id}")  # fmt: skip
    for person in (hal, stock.cast.charlie):
        client = stock.browser(person)
        for path in paths:
            assert client.get(at(stock, path)).status_code == 404, path
            assert client.post(at(stock, path), {"do": "back"}).status_code == 404, path
    assert "Maud" not in words(stock.browser(hal).get(at(stock, "/loans")))
    assert "Benthyc" in words(stock.browser().get(f"/cy{at(stock, '/loans')}"))
