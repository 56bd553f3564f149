"""Alice manages Alderley and keeps its libraries; Bob helps at one; Charlie, next door, finds nothing."""

from datetime import date, time
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.models import Happening
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.places import desk
from branchline.places.actions import (
    Address,
    add_branch,
    add_stop,
    close_branch,
    describe_branch,
    follow_list,
    merge_services,
    move_branch,
    plan_season,
    reopen_branch,
)
from branchline.places.errors import (
    AlreadyClosed,
    MergedAlready,
    NotAPostcode,
    NotClosed,
    NotMobile,
    SeasonTaken,
    StopTaken,
)
from branchline.places.models import Branch, BranchSource, ServiceAuthority
from branchline.places.queries import (
    Span,
    branches_near,
    changes_of,
    differences,
    drafts_of,
    find_place,
    opening_on,
    service_at,
    slug_now,
    stops_near,
)

from .cast import Cast
from .test_desk import NOW, ask

BY: dict[str, Any] = {"by": NOBODY, "now": NOW}


def a_bus(cast: Cast) -> Branch:
    with scope(cast.alderley.pk):
        return add_branch(
            service=cast.alderley, name=said("Story Bus"), kind="mobile", run_by="council",
            address=Address(town="Sale", postcode="m337zf"), **BY,
        )  # fmt: skip


def test_a_library_is_added_and_found_where_its_postcode_is(cast: Cast) -> None:
    posted = {"kind": "outreach", "name_en": "Wharf Café", "postcode": "m33 7zf", "key": "k" * 20}
    for _twice in range(2):
        assert ask(cast, desk.add, posted=posted).status_code == 302
    added = Branch.objects.get(words__startswith="wharf cafe")
    assert (added.postcode, added.position, added.ward_code) == ("M33 7ZF", "exact", "E05099001")
    assert added.authority_code == "E08000909"
    assert added in [n.branch for n in branches_near(53.425, -2.32)]
    with scope(cast.alderley.pk):
        assert Happening.objects.filter(kind="places.branch_added").count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name_en": ""}, "Write the name that people know it by."),
        ({"name_en": "x" * 10_000_000}, "Use at most 150 letters. You wrote 10000000."),
        ({"postcode": "M33"}, "Write a full postcode"),
        ({"kind": "castle"}, "Choose one of these."),
        ({"at": "48.8, 2.3"}, "Write two numbers within the United Kingdom"),
        ({"at": "here"}, "Write two numbers within the United Kingdom"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(cast: Cast, change: dict, sentence: str) -> None:
    posted = {"kind": "static", "name_en": "Wharf", "key": "k" * 20, **change}
    assert sentence in ask(cast, desk.add, posted=posted).content.decode()
    assert not Branch.objects.filter(words__startswith="wharf").exists()


def test_bob_describes_his_library_but_neither_adds_nor_closes_one(cast: Cast) -> None:
    mine = frozenset({cast.market.pk})
    posted = {"name_en": "Market Hall Library", "phone": "0161 496 0123", "welcome_en": "Tea at 3"}
    bob: dict[str, Any] = {"role": Role.BRANCH_STAFF, "branches": mine}
    assert ask(cast, desk.about, cast.market.public_id, posted=posted, **bob).status_code == 302
    market = Branch.objects.get(pk=cast.market.pk)
    assert (market.name.en, market.phone, market.welcome.en) == (
        "Market Hall Library", "01614960123", "Tea at 3",
    )  # fmt: skip
    with scope(cast.alderley.pk):
        assert [(c.what, c.name.en) for c in changes_of(market)] == [("renamed", "Market Library")]
    for view in (desk.add, desk.close, desk.move, desk.lists):
        arguments = [] if view is desk.add else [market.public_id]
        with pytest.raises(Http404):
            ask(cast, view, *arguments, **bob)
    with pytest.raises(Http404):
        ask(cast, desk.about, cast.hill.public_id)
    body = ask(cast, desk.about, market.public_id, posted={**posted, "phone": "call me"}, **bob)
    assert "Write a UK telephone number" in body.content.decode()
    assert 'value="call me"' in body.content.decode()


def test_a_library_closes_on_a_day_and_is_open_until_then(client: Client, cast: Cast) -> None:
    page = f"/alderley/libraries/{cast.market.public_id}"
    with scope(cast.alderley.pk):
        close_branch(branch=cast.market, on=date(2026, 12, 1), **BY)
    with clock.at(NOW):
        assert "closes for good on Tuesday 1 December 2026" in client.get(page).content.decode()
        assert cast.market in [n.branch for n in branches_near(53.42, -2.32)]
        assert "Market" in find_place("market library").name
    with clock.at(clock.london(2026, 12, 1, 9)):
        body = client.get(page).content.decode()
        assert "This library has closed" in body
        assert cast.market not in [n.branch for n in branches_near(53.42, -2.32)]
        later: dict[str, Any] = {"by": NOBODY, "now": clock.now()}
        with scope(cast.alderley.pk):
            with pytest.raises(AlreadyClosed):
                close_branch(branch=cast.market, on=date(2026, 12, 3), **later)
            reopen_branch(branch=cast.market, **later)
            with pytest.raises(NotClosed):
                reopen_branch(branch=cast.market, **later)
            assert [c.what for c in changes_of(cast.market)] == ["reopened", "closed"]


def test_a_library_moves_and_keeps_its_page(cast: Cast) -> None:
    with scope(cast.alderley.pk):
        with pytest.raises(NotAPostcode):
            move_branch(branch=cast.canal, address=Address(postcode="M33"), on=NOW.date(), **BY)
        address = Address(street="1 New Street", town="Sale", postcode="M33 7ZF")
        for _twice in range(2):
            moved = move_branch(branch=cast.canal, address=address, on=NOW.date(), **BY)
        assert moved.public_id == cast.canal.public_id
        assert (moved.lat, moved.ward_code) == (53.425, "E05099001")
        (change,) = changes_of(moved)
        assert change.address == "Canal Side"


def test_what_staff_set_right_stands_beside_what_the_list_says_and_can_go_back(cast: Cast) -> None:
    with scope(cast.alderley.pk):
        source = BranchSource.objects.create(
            service=cast.alderley, branch=cast.market, system="arts_council", value="x",
            said={"name": "Market Libary", "town": "Sale", "street": "", "postcode": "M33 7ZF"},
        )  # fmt: skip
        (row,) = differences(cast.market)
        assert (row.what, row.ours, row.theirs) == ("name", "Market Library", "Market Libary")
        for _twice in range(2):
            follow_list(branch=cast.market, source=source, what="name", **BY)
        market = Branch.objects.get(pk=cast.market.pk)
        assert market.name.en == "Market Libary"
        assert differences(market) == []


def test_the_page_of_lists_shows_both_and_goes_back(cast: Cast) -> None:
    with scope(cast.alderley.pk):
        BranchSource.objects.create(
            service=cast.alderley, branch=cast.market, system="arts_council", value="x",
            said={"name": "Market Libary"},
        )  # fmt: skip
    body = ask(cast, desk.lists, cast.market.public_id).content.decode()
    assert "Market Libary" in body
    posted = {"what": "arts_council.name"}
    assert ask(cast, desk.lists, cast.market.public_id, posted=posted).status_code == 302
    with pytest.raises(Http404):
        ask(cast, desk.lists, cast.market.public_id, posted={"what": "arts_council.pk"})


def test_a_mobile_library_says_where_it_stops_next(client: Client, cast: Cast) -> None:
    bus = a_bus(cast)
    stop: dict[str, Any] = {
        "name_en": "Village hall", "town": "Sale", "postcode": "M33 7ZF", "every_weeks": "2",
        "first_day_day": "24", "first_day_month": "11", "first_day_year": "2026",
        "opens": "10", "closes": "11.30", "key": "k" * 20,
    }  # fmt: skip
    for _twice in range(2):
        assert ask(cast, desk.stops, bus.public_id, posted=stop).status_code == 302
    assert bus.stops.count() == 1
    taken = ask(cast, desk.stops, bus.public_id, posted={**stop, "key": "j" * 20})
    assert "has a stop on that day at that time already" in taken.content.decode()
    # Put right and sent with the same form it is added; what was refused has not used the form up.
    later = {**stop, "key": "j" * 20, "opens": "14", "closes": "15"}
    for _twice in range(2):
        assert ask(cast, desk.stops, bus.public_id, posted=later).status_code == 302
    assert bus.stops.count() == 2
    second = bus.stops.get(opens=time(14)).public_id
    assert ask(cast, desk.drop_stop, second, posted={}).status_code == 302
    with clock.at(NOW):
        body = client.get(f"/alderley/libraries/{bus.public_id}").content.decode()
        assert "Next stop Tuesday 24 November, 10am to 11:30am, at Village hall" in body
        ((visit, metres),) = stops_near(53.425, -2.32, now=NOW)
        assert (visit.stop.name.en, metres < 1) == ("Village hall", True)
        near = client.get("/libraries?near=M33 7ZF").content.decode()
        assert "A mobile library stops nearby" in near
    with clock.at(clock.london(2026, 11, 24, 12)):
        body = client.get(f"/alderley/libraries/{bus.public_id}").content.decode()
        assert "Next stop Tuesday 8 December" in body
    (stop_row,) = bus.stops.all()
    assert ask(cast, desk.drop_stop, stop_row.public_id, posted={}).status_code == 302
    assert not bus.stops.exists()


def test_a_library_that_stands_still_has_no_stops(cast: Cast) -> None:
    when: dict[str, Any] = {"first_day": date(2026, 11, 24), "last_day": None, "every_weeks": 2}
    times: dict[str, Any] = {"opens": time(10), "closes": time(11)}
    with scope(cast.alderley.pk), pytest.raises(NotMobile):
        add_stop(branch=cast.market, name=said("Here"), address=Address(), **when, **times, **BY)
    bus = a_bus(cast)
    with scope(cast.alderley.pk):
        add_stop(branch=bus, name=said("Here"), address=Address(), **when, **times, **BY)
        with pytest.raises(StopTaken):
            add_stop(branch=bus, name=said("There"), address=Address(), **when, **times, **BY)


def test_a_season_has_a_week_of_its_own_and_two_never_meet(cast: Cast) -> None:
    posted = {
        "name_en": "Summer hours", "opens_6_0": "11", "closes_6_0": "16",
        "first_day_day": "24", "first_day_month": "7", "first_day_year": "2027",
        "last_day_day": "31", "last_day_month": "8", "last_day_year": "2027",
    }  # fmt: skip
    assert ask(cast, desk.add_season, cast.market.public_id, posted=posted).status_code == 302
    again = ask(cast, desk.add_season, cast.market.public_id, posted=posted)
    assert "Another season holds on some of these days" in again.content.decode()
    market = Branch.objects.select_related("service").get(pk=cast.market.pk)
    sunday = opening_on(market, date(2027, 8, 1))
    assert sunday is not None
    assert sunday.spans == (Span(time(11), time(16)),)
    assert opening_on(market, date(2027, 9, 5)) is None
    season = market.seasons.get()
    with scope(cast.alderley.pk), pytest.raises(SeasonTaken):
        plan_season(
            branch=market, name=said("Works"), first_day=date(2027, 8, 31),
            last_day=date(2027, 9, 1), week={}, **BY,
        )  # fmt: skip
    assert ask(cast, desk.drop_season, season.public_id, posted={}).status_code == 302
    assert not market.seasons.exists()


def test_alice_says_what_the_service_is_and_gives_it_another_address(
    client: Client, cast: Cast
) -> None:
    facts: dict[str, Any] = {
        "name_en": "Alderley Libraries", "name_cy": "Llyfrgelloedd Alderley", "welcome_en": "Hello",
        "phone": "0161 496 0100", "email": "hello@alderley.test", "languages": ["en", "cy"],
        "bank_holidays": "closed", "asks_afterwards": "no", "data_licence": "ogl",
    }  # fmt: skip
    assert ask(cast, desk.service, posted=facts).status_code == 302
    cast.alderley.refresh_from_db()
    assert (cast.alderley.phone, cast.alderley.bank_holidays) == ("01614960100", "closed")
    assert not cast.alderley.asks_afterwards
    assert cast.alderley.data_licence == "ogl"
    wrong = ask(cast, desk.readdress, posted={"slug": "desk"}).content.decode()
    assert "Another library service has or had this address" in wrong
    assert (
        "Use small letters" in ask(cast, desk.readdress, posted={"slug": "Al der"}).content.decode()
    )
    assert ask(cast, desk.readdress, posted={"slug": "alderley-town"}).status_code == 302
    assert client.get("/alderley/libraries").headers["Location"] == "/alderley-town/libraries"
    with pytest.raises(Http404):
        ask(cast, desk.service, role=Role.BRANCH_STAFF)


def test_two_services_become_one_and_every_poster_still_leads_somewhere(
    client: Client, cast: Cast
) -> None:
    gone, into = cast.birchwood, cast.alderley
    for _twice in range(2):
        merge_services(gone=gone, into=into, now=NOW)
    assert service_at(slug="birchwood") is None
    assert slug_now(old_slug="birchwood") == "alderley"
    answer = client.get(f"/birchwood/libraries/{cast.hill.public_id}", follow=True)
    assert answer.redirect_chain == [(f"/alderley/libraries/{cast.hill.public_id}", 301)]
    assert "Hill Library" in answer.content.decode()
    assert "Hill Library" in client.get("/alderley/libraries").content.decode()
    served = ServiceAuthority.objects.filter(authority_code="E08000910").order_by("service_id")
    assert [(s.service_id, s.valid_from, s.valid_to) for s in served] == [
        (into.pk, NOW.date(), None), (gone.pk, None, NOW.date()),
    ]  # fmt: skip
    with pytest.raises(MergedAlready):
        merge_services(gone=into, into=gone, now=NOW)


def test_drafted_welsh_is_marked_until_a_person_has_read_it(client: Client, cast: Cast) -> None:
    with scope(cast.alderley.pk):
        name = said("Market Library", "Llyfrgell y Farchnad", draft=True)
        describe_branch(branch=cast.market, facts={"name": name}, **BY)
    page = f"/cy/alderley/libraries/{cast.market.public_id}"
    assert 'class="bl-draft"' in client.get(page).content.decode()
    (draft,) = drafts_of(cast.alderley)
    assert draft.key in ask(cast, desk.drafts).content.decode()
    with pytest.raises(Http404):
        ask(cast, desk.drafts, posted={"draft": "branch.nobody.name", "text": "x"})
    empty = ask(cast, desk.drafts, posted={"draft": draft.key, "text": " "})
    assert "Write the Welsh, or leave the draft" in empty.content.decode()
    posted = {"draft": draft.key, "text": "Llyfrgell y Farchnad"}
    assert ask(cast, desk.drafts, posted=posted).status_code == 302
    assert drafts_of(cast.alderley) == []
    assert 'class="bl-draft"' not in client.get(page).content.decode()
