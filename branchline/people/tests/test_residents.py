"""One record for a person, found by whatever they have with them."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from branchline.core.errors import Refusal
from branchline.core.models import Happening
from branchline.messages.models import Format, Route
from branchline.people import actions, errors
from branchline.people.actions import Details
from branchline.people.models import (
    AgeBand,
    Household,
    Need,
    Resident,
    ResidentHistory,
    ResidentRoute,
)
from branchline.people.models.names import folded, in_order
from branchline.people.queries import changes_of, find_residents

from .conftest import Cast
from .residents import BORN, MAUD_MAIL, NOW, key, later, resident

ANYBODY = Q()


def found(text: str) -> list[str]:
    return [row.name for row in find_residents(text=text, visible=ANYBODY).page.rows]


def test_the_same_form_twice_makes_one_record(at_alices: Cast) -> None:
    once = key()
    for _ in range(2):
        actions.add_resident(
            details=Details(name="Maud Okafor"), by=at_alices.as_alice, now=NOW, key=once
        )
    assert Resident.objects.count() == 1
    assert Happening.objects.filter(kind="people.resident_added").count() == 1


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        (Details(name="  "), errors.NameMissing),
        (Details(name="Maud", postcode="nowhere"), errors.PostcodeNotRight),
        (Details(name="Maud", born_on=date(2026, 9, 2)), errors.BornInTheFuture),
        (Details(name="Maud", born_on=date(1890, 1, 1)), errors.BornInTheFuture),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(
    at_alices: Cast, details: Details, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        actions.add_resident(details=details, by=at_alices.as_alice, now=NOW, key=key())
    assert not Resident.objects.exists()


def test_a_card_is_one_persons(at_alices: Cast) -> None:
    resident(at_alices, card="d 0001 234")
    with pytest.raises(errors.CardBelongsToAnother):
        resident(at_alices, "Somebody Else", card="D 0001 234")


@pytest.mark.parametrize(
    "typed",
    [
        "maud", "OKAFOR", "oka mau", "Okafor Maud", "D0001", "d0001234", "M33 7ZF", "okafor m337zf",
        "9/3/1948", "maud@example.test", "07700 900123", "+447700900123", "07700",
    ],
)  # fmt: skip
def test_they_are_found_by_whatever_they_have_with_them(at_alices: Cast, typed: str) -> None:
    routes = [MAUD_MAIL, (Route.SMS, "07700 900123")]
    resident(at_alices, routes=routes, card="D0001234", postcode="m337zf", born_on=BORN)
    resident(at_alices, "Siân O’Neill-Rees", card="X9")
    assert found(typed) == ["Maud Okafor"]


@pytest.mark.parametrize("typed", ["sian", "Siân", "oneill", "O'Neill", "o’neill-rees"])
def test_accents_and_apostrophes_do_not_matter(at_alices: Cast, typed: str) -> None:
    resident(at_alices, "Siân O’Neill-Rees")
    assert found(typed) == ["Siân O’Neill-Rees"]


@pytest.mark.parametrize("typed", ["nobody", "31/2/1999", "\0", "%", "'; --", "x" * 5000])
def test_nobody_is_an_answer_too(at_alices: Cast, typed: str) -> None:
    resident(at_alices)
    assert found(typed) in ([], ["Maud Okafor"])


def test_a_slip_of_the_keyboard_is_forgiven(at_alices: Cast) -> None:
    resident(at_alices, "John Ashworth")
    answer = find_residents(text="Jhon Ashwroth", visible=ANYBODY)
    assert answer.alike
    assert [row.name for row in answer.page.rows] == ["John Ashworth"]


def test_the_list_goes_by_family_name_page_by_page(at_alices: Cast) -> None:
    for name in ("Zoe Adams", "Ann Brown", "Bea Brown", "Carl Young", "Xi Young"):
        resident(at_alices, name)
    seen: list[str] = []
    after = None
    for _ in range(3):
        page = find_residents(visible=ANYBODY, after=after, limit=2).page
        seen += [row.name for row in page.rows]
        after = page.after
    assert seen == ["Zoe Adams", "Ann Brown", "Bea Brown", "Carl Young", "Xi Young"]
    assert after is None


def test_a_longer_list_costs_no_more(at_alices: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for row in find_residents(text="a", visible=ANYBODY).page.rows:
                list(row.external_ids.all())
        return len(asked)

    resident(at_alices, "Ann One", card="A1")
    one = cost()
    for number in range(12):
        made = resident(at_alices, f"Ann Number{number}", card=f"A{number + 2}")
        actions.record_need(resident=made, need=Need.BRAILLE, by=at_alices.as_alice, now=NOW)
    assert cost() == one <= 5


def test_who_changed_what_is_kept(at_alices: Cast) -> None:
    maud = resident(at_alices, postcode="M33 7ZF")
    actions.change_resident(
        resident=maud, details=Details(name="Maud Eze", postcode="M33 7ZF"),
        by=at_alices.as_alice, now=later(),
    )  # fmt: skip
    maud.refresh_from_db()
    change = changes_of(resident=maud)[0]
    assert (change.by, change.at) == ("Alice", later())
    assert [field.words for field in change.fields] == ["Name: “Maud Okafor” became “Maud Eze”."]
    assert found("eze") == ["Maud Eze"]
    assert found("okafor") == []


def test_the_first_way_to_reach_them_is_preferred_until_they_say_otherwise(at_alices: Cast) -> None:
    maud = resident(at_alices)
    mail = actions.add_route(
        resident=maud,
        route=Route.EMAIL,
        address="maud@example.test",
        by=at_alices.as_alice,
        now=NOW,
    )
    actions.add_route(
        resident=maud, route=Route.PHONE, address="0161 496 0117", by=at_alices.as_alice, now=NOW
    )
    maud.refresh_from_db()
    assert maud.preferred_route == Route.EMAIL
    with pytest.raises(errors.RouteAlreadyThere):
        actions.add_route(
            resident=maud, route=Route.EMAIL, address="MAUD@example.test", by=at_alices.as_alice, now=NOW
        )  # fmt: skip
    actions.remove_route(route=mail, by=at_alices.as_alice, now=NOW)
    maud.refresh_from_db()
    assert maud.preferred_route == Route.PHONE
    assert ResidentRoute.objects.count() == 1


def test_a_household_of_one_is_none(at_alices: Cast) -> None:
    maud, tom = resident(at_alices), resident(at_alices, "Tom Okafor")
    home = actions.live_together(resident=maud, other=tom, by=at_alices.as_alice, now=NOW)
    assert set(home.residents.all()) == {maud, tom}
    actions.live_apart(resident=tom, by=at_alices.as_alice, now=NOW)
    maud.refresh_from_db()
    assert maud.household is None
    assert not Household.objects.exists()


def test_large_print_follows_from_the_need(at_alices: Cast) -> None:
    maud = resident(at_alices)
    need = actions.record_need(resident=maud, need=Need.LARGE_PRINT, by=at_alices.as_alice, now=NOW)
    maud.refresh_from_db()
    assert maud.format == Format.LARGE_PRINT
    details = Details(name="Maud Okafor", known_as="Maudie")
    actions.change_resident(resident=maud, details=details, by=at_alices.as_alice, now=NOW)
    maud.refresh_from_db()
    assert maud.format == Format.LARGE_PRINT, "another name takes nobody's large print away"
    with pytest.raises(errors.NeedAlreadyThere):
        actions.record_need(resident=maud, need=Need.LARGE_PRINT, by=at_alices.as_alice, now=NOW)
    actions.review_need(need=need, still_needed=False, by=at_alices.as_alice, now=later())
    maud.refresh_from_db()
    assert maud.format == Format.STANDARD


def test_every_need_belongs_to_a_group_of_the_standard() -> None:
    assert all(need.group for need in Need)


@pytest.mark.parametrize(
    ("years", "band"),
    [(0, "0-4"), (4, "0-4"), (5, "5-11"), (17, "12-17"), (64, "45-64"), (80, "80+")],
)
def test_an_age_has_one_band(years: int, band: str) -> None:
    assert AgeBand.of(years) == band


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("Mary Ann Smith", "smith mary ann"),
        ("Llywelyn ap Gruffydd", "gruffydd llywelyn ap"),
        ("Martin Luther King Jr", "king martin luther jr"),
        ("Siân O’Neill-Rees", "oneillrees sian"),
        ("Nguyễn", "nguyen"),
        ("王小明", "王小明"),
        ("", ""),
    ],
)
def test_names_are_put_in_order_of_the_family(name: str, order: str) -> None:
    assert in_order(name) == order
    assert folded(folded(name)) == folded(name)


def test_a_record_of_another_service_is_not_there(cast: Cast) -> None:
    from branchline.core.scoping import scope

    with scope(cast.service.pk):
        resident(cast, "Maud Okafor")
    with scope(cast.elsewhere.pk):
        assert found("maud") == []
        with connection.cursor() as cursor:
            for table in ("people_resident", "people_residentkey", "people_residenthistory"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)


def test_history_is_written_even_by_a_statement_that_knows_nothing_of_it(at_alices: Cast) -> None:
    maud = resident(at_alices)
    Resident.objects.filter(pk=maud.pk).update(known_as="Maudie")
    assert ResidentHistory.objects.get().known_as == ""
