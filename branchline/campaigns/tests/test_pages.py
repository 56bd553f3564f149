"""The campaign as the country sees it: map, list, filters, counts; and its organiser's and services' desks."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.campaigns.actions import create_campaign, join_campaign
from branchline.campaigns.models import Campaign, Choice, Entry, Joining
from branchline.core import clock
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.people.models import Account, Membership, Organisation, OrganisationKind
from branchline.places.models import Service

from .conftest import DESK, MONDAY, NOW, Country, put_on, wording

PAGE = "/campaigns/libraries-week"


@pytest.fixture
def week(country: Country) -> Iterator[Country]:
    """Monday morning: Alice has three dates, Charlie one."""
    put_on(country.sale, "Rhyme time", age_from=0, age_to=4)
    put_on(country.sale, "Swifts over Sale", day=MONDAY + timedelta(days=2), hour=19, age_from=16)
    put_on(country.sale, "Lego club", day=MONDAY + timedelta(days=5), age_from=5, age_to=11)
    put_on(country.tyne, "Paned a sgwrs", day=MONDAY + timedelta(days=1))
    for service in (country.alice, country.charlie):
        with scope(service.pk):
            join_campaign(campaign=country.campaign, service=service, by=DESK, now=NOW)
    with clock.at(NOW.replace(day=5)):
        yield country


def page(path: str = PAGE, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def shown(html: str) -> list[str]:
    return re.findall(r'class="bl-card__title"><a href="[^"]*">(?:<[^>]+>)?([^<]+)', html)


def counted(html: str) -> list[int]:
    part = html[html.index('id="counts"') :]
    part = part[: part.index("</ul>")]
    return [int(n.replace(",", "")) for n in re.findall(r'bl-figure">([\d,]+)', part)]


def test_the_page_shows_what_is_on_over_the_country(week: Country) -> None:
    html = page()
    assert shown(html) == ["Rhyme time", "Paned a sgwrs", "Swifts over Sale", "Lego club"]
    assert counted(html) == [4, 2, 2, 1]
    assert html.count('class="spot"') == 2
    assert "Taking action, changing lives" in html


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("day=2026-10-07", ["Swifts over Sale"]),
        ("where=wales", ["Paned a sgwrs"]),
        ("service=alice", ["Rhyme time", "Swifts over Sale", "Lego club"]),
        ("who=under_fives", ["Rhyme time", "Paned a sgwrs"]),
        ("who=adults&where=england", ["Swifts over Sale"]),
        ("how=online", []),
        ("day=2026-10-07&where=wales", []),
        ("day=yesterday&where=atlantis&service=nobody&who=cats", 4),
    ],
)
def test_filters_narrow_list_and_map_and_nonsense_counts_as_not_asked(
    week: Country, asked: str, found: Any
) -> None:
    html = page(f"{PAGE}?{asked}")
    if isinstance(found, int):
        assert len(shown(html)) == found
        return
    assert shown(html) == found
    assert counted(html) == [4, 2, 2, 1], "the campaign’s own counts don’t change"


def test_a_card_says_what_it_costs_and_whether_to_book(week: Country) -> None:
    put_on(week.tyne, "Crochet", booking="bookable", capacity=8, cost=said("£3 for the wool"))
    with scope(week.charlie.pk):
        join_campaign(campaign=week.campaign, service=week.charlie, by=DESK, now=NOW)
    html = page()
    assert html.count("Free · Just come") == 4
    assert html.count("£3 for the wool · Book a place") == 1


def test_near_me_lists_what_is_near_with_its_map(week: Country) -> None:
    html = page(f"{PAGE}?near=Sale")
    assert shown(html) == ["Rhyme time", "Swifts over Sale", "Lego club"]
    assert "Within 50 miles of Sale" in html
    assert 'id="map-title"' in html


def test_a_place_that_is_nowhere_gets_a_sentence_at_its_field(week: Country) -> None:
    html = page(f"{PAGE}?near=Xyzzyplugh")
    assert 'id="near-error"' in html
    assert "Please put right:" in html
    assert len(shown(html)) == 4


def test_the_counts_ask_for_themselves_again_until_somebody_stops_them(week: Country) -> None:
    assert 'hx-trigger="every 30s"' in page()
    assert "hx-get" not in page(f"{PAGE}?still=1").split('id="counts"')[1][:200]
    put_on(week.sale, "One more")
    with scope(week.alice.pk):
        join_campaign(campaign=week.campaign, service=week.alice, by=DESK, now=NOW)
    fragment = page(f"{PAGE}/counts")
    assert counted(fragment) == [5, 2, 2, 2]
    assert "<html" not in fragment


def test_the_map_and_the_table_come_with_the_numbers_as_they_were_asked_for(
    country: Country,
) -> None:
    put_on(country.sale)
    put_on(country.tyne)
    with clock.at(NOW):
        html = page()
        assert html.count('class="spot"') == 0
        assert 'hx-select-oob="#spots,#parts"' in html
        assert 'id="spots"' in html and 'id="parts"' in html
        for service in (country.alice, country.charlie):
            with scope(service.pk):
                join_campaign(campaign=country.campaign, service=service, by=DESK, now=NOW)
        fragment = page(f"{PAGE}/counts")
        assert fragment.count('class="spot"') == 2
        assert f'href="{PAGE}?where=wales"' in fragment
        narrowed = page(f"{PAGE}?where=wales")
        assert f'hx-get="{PAGE}/counts?where=wales"' in narrowed
        assert f'href="{PAGE}?where=wales&amp;still=1"' in narrowed
        assert page(f"{PAGE}/counts?where=wales").count('class="spot"') == 1
        desk = page("/campaigns/desk/libraries-week", signed_in(country.nia))
    assert 'hx-select-oob="#spots,#taking-part,#parts"' in desk
    assert desk.count('class="spot"') == 2


def test_when_it_is_over_the_page_says_so_and_asks_nobody_to_join(week: Country) -> None:
    with clock.at(NOW + timedelta(days=60)):
        html = page()
    assert "This is what libraries did together" in html
    assert "Get involved" not in html
    assert "hx-get" not in html.split('id="counts"')[1][:200]
    assert len(shown(html)) == 4


def test_a_draft_is_nobody_s_business(country: Country) -> None:
    create_campaign(organiser=country.network, slug="secret", wording=wording(), now=NOW)
    assert Client().get("/campaigns/secret").status_code == 404
    assert "secret" not in page("/campaigns")
    assert "Libraries Week" in page("/campaigns")


def test_a_long_list_goes_on_by_key(week: Country) -> None:
    row = Entry.objects.filter(campaign=week.campaign).order_by("pk").first()
    assert row is not None
    with scope(row.service_id):
        for n in range(30):
            row.pk, row.origin = None, f"l{n:010}"
            row.save(force_insert=True)
    seen: list[str] = []
    path = f"{PAGE}?all=1"
    while path:
        html = page(path)
        seen += shown(html)
        later = re.search(r'href="([^"]+)" rel="next"', html)
        path = later[1].replace("&amp;", "&") if later else ""
    assert len(seen) == 34


# --- the organiser's desk ---


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


GIVEN = {
    "name": "Green Libraries Week",
    "slug": "green-libraries-week",
    "first_day": "2 11 2026",
    "last_day": "8 11 2026",
    "hashtag": "# Green Libraries",
    "sponsors": "A bank\n\nA bookshop",
    "colour": "programmes",
    "key": "green-week-0001",
}


def test_nia_makes_a_campaign_opens_it_and_sees_who_takes_part(week: Country) -> None:
    client = signed_in(week.nia)
    answer = client.post("/campaigns/desk/new", GIVEN, follow=True)
    assert "Saved as a draft" in answer.content.decode()
    made = Campaign.objects.get(slug="green-libraries-week")
    assert (made.hashtag, made.sponsors) == ("GreenLibraries", ["A bank", "A bookshop"])
    assert Client().get("/campaigns/green-libraries-week").status_code == 404
    client.post("/campaigns/desk/green-libraries-week/open")
    assert Client().get("/campaigns/green-libraries-week").status_code == 200
    html = page("/campaigns/desk/libraries-week", client)
    assert "Alice’s libraries" in html
    assert "Nobody takes part yet" in page("/campaigns/desk/green-libraries-week", client)
    assert "2 services don’t take part yet" in page("/campaigns/desk/green-libraries-week", client)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Give the campaign a name"),
        ({"name": "x" * 100}, "at most 80 letters"),
        ({"slug": "libraries-week"}, "Another page has this address"),
        ({"slug": "desk"}, "Another page has this address"),
        ({"slug": "Green Week"}, "small letters, digits and single hyphens"),
        ({"last_day": "1 11 2026"}, "The last day comes before the first"),
        ({"last_day": "1 3 2027"}, "at most 92 days"),
        ({"first_day": "31 2 2026"}, "There is no such date"),
        ({"colour": "gold"}, "Choose one of these colours"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    country: Country, wrong: dict[str, str], sentence: str
) -> None:
    html = signed_in(country.nia).post("/campaigns/desk/new", GIVEN | wrong).content.decode()
    assert sentence in html
    assert "# Green Libraries" in html
    assert Campaign.objects.count() == 1


def test_the_same_form_sent_twice_makes_one_campaign(country: Country) -> None:
    client = signed_in(country.nia)
    answers = [client.post("/campaigns/desk/new", GIVEN) for _press in range(2)]
    assert {answer["Location"] for answer in answers} == {"/campaigns/desk/green-libraries-week"}
    assert Campaign.objects.count() == 2
    html = client.post("/campaigns/desk/new", GIVEN | {"key": "green-week-0002"}).content.decode()
    assert "Another page has this address" in html


def test_another_network_can_neither_see_nor_change_it(country: Country) -> None:
    other = Organisation.objects.create(name=said("Other"), kind=OrganisationKind.NETWORK)
    charlie = Account.objects.create_user("charlie@other.test", name="Charlie")
    Membership.objects.create(
        account=charlie, organisation=other, role=Role.NETWORK, valid_from=date(2026, 1, 1)
    )
    client = signed_in(charlie)
    assert "No campaigns yet" in page("/campaigns/desk", client)
    for path in ("", "/change", "/open"):
        assert client.get(f"/campaigns/desk/libraries-week{path}").status_code == 404


def test_a_changed_campaign_keeps_its_address(country: Country) -> None:
    client = signed_in(country.nia)
    with clock.at(NOW):
        client.post("/campaigns/desk/libraries-week/change", GIVEN | {"slug": "stolen"})
    kept = Campaign.objects.get()
    assert (kept.slug, str(kept.name)) == ("libraries-week", "Green Libraries Week")


# --- a service's desk ---


def lead_of(service: Service, role: Role = Role.EVENTS_LEAD) -> Client:
    organisation, _ = Organisation.objects.get_or_create(
        service=service, defaults={"kind": OrganisationKind.LIBRARY_SERVICE, "name": service.name}
    )
    account = Account.objects.create_user(f"{role}.{service.slug}@desk.test", name=role.label)
    Membership.objects.create(
        account=account,
        organisation=organisation,
        service=service,
        role=role,
        valid_from=date(2026, 1, 1),
    )
    return signed_in(account)


def test_a_lead_joins_chooses_changes_the_rule_and_leaves(country: Country) -> None:
    event = put_on(country.sale)
    client = lead_of(country.alice)
    desk = "/alice/desk/campaigns/libraries-week"
    with clock.at(NOW):
        assert "Join this campaign" in page(desk, client)
        client.post(f"{desk}/join")
        assert Entry.objects.count() == 1
        html = page(desk, client)
        assert "later follows within five minutes" in html
        assert "of your dates is in the campaign" in html
        assert "Leave it out" in html
        client.post(f"{desk}/choose", {"event": event.public_id, "verdict": "out"})
        assert Entry.objects.count() == 0
        assert "Put it in" in page(desk, client)
        with scope(country.alice.pk):
            Choice.objects.all().delete()
        answer = client.post(f"{desk}/rule", {"which": "some"})
        assert "Say which" in answer.content.decode()
        client.post(f"{desk}/rule", {"which": "some", "themes": ["rhyme"], "words": "time"})
        assert Entry.objects.count() == 1
        assert "Rhyme time" in page(f"{desk}/rule", client)
        assert "You can join again" in page(f"{desk}/leave", client)
        client.post(f"{desk}/leave")
        assert Joining.objects.get().left_at is not None
        assert "Join" in page("/alice/desk/campaigns", client)


def test_branch_staff_see_but_do_not_decide_and_charlie_sees_nothing(country: Country) -> None:
    with clock.at(NOW):
        staff = lead_of(country.alice, Role.BRANCH_STAFF)
        desk = "/alice/desk/campaigns/libraries-week"
        assert "Your events lead or manager can join" in page(desk, staff)
        assert staff.post(f"{desk}/join").status_code == 404
        assert lead_of(country.charlie).get(desk).status_code == 404
    assert not Joining.objects.exists()


def test_a_choice_for_an_event_that_is_not_there_is_refused_in_words(week: Country) -> None:
    client = lead_of(week.alice)
    desk = "/alice/desk/campaigns/libraries-week"
    answer = client.post(f"{desk}/choose", {"event": "nosuchthing", "verdict": "in"}, follow=True)
    assert "find that event" in answer.content.decode()
