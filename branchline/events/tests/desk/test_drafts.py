"""A draft on the very page that it will be: seen by staff of its branch only, with all its dates, in both languages."""

import re

import pytest
from django.test import Client

from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.actions import create_event, publish_event
from branchline.events.models import Event, Listing, Occurrence, Rule

from ..conftest import DESK, NOW, Places, details, key, once
from .conftest import text_of


@pytest.fixture
def draft(places: Places) -> list[Occurrence]:
    """Fifteen Tuesdays, in English and Welsh."""
    with scope(places.service.pk):
        timing = once()
        weekly = type(timing)(timing.first_day, timing.starts, timing.ends, Rule(count=15))
        what = details(title=said("Seed swap", "Cyfnewid hadau"), cost=said("£2", "£2"))
        event = create_event(
            branch=places.branch, details=what, timing=weekly, by=DESK, now=NOW, key=key()
        )
        return list(Occurrence.objects.filter(event=event).order_by("starts_at"))


def main(html: str) -> str:
    """What the page says, without its frame, its notice, and the chips of its other days."""
    part = html[html.index('<div class="bl-event bl-room-events">') : html.index("</main>")]
    part = re.sub(r'<ul class="bl-chips.*?</ul>', "", part, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_it_says_word_for_word_what_the_published_page_will(
    bob: Client, places: Places, draft: list[Occurrence]
) -> None:
    first = draft[0].public_id
    seen = text_of(bob, f"/alice/desk/events/{first}/preview")
    welsh = text_of(bob, f"/cy/alice/desk/events/{first}/preview")
    with scope(places.service.pk):
        assert not Listing.objects.exists()
        publish_event(event=Event.objects.get(), by=DESK, now=NOW)
    assert main(seen) == main(text_of(Client(), f"/alice/whats-on/{first}"))
    assert main(welsh) == main(text_of(Client(), f"/cy/alice/whats-on/{first}"))
    assert "Seed swap" in main(seen)
    assert "Cyfnewid hadau" in main(welsh)
    assert bob.get(f"/alice/desk/events/{first}/preview")["Location"].endswith(f"whats-on/{first}")


def test_it_is_marked_shows_every_date_and_leads_to_nothing_that_is_not_there(
    bob: Client, draft: list[Occurrence]
) -> None:
    first, *others = (each.public_id for each in draft)
    html = text_of(bob, f"/alice/desk/events/{first}/preview")
    assert "Only you can see this" in html
    assert f'href="/alice/desk/events/{first}/preview"' in text_of(
        bob, f"/alice/desk/events/{first}"
    )
    for other in others:
        assert f'href="/alice/desk/events/{other}/preview"' in html
    for address in set(re.findall(r'href="(/[^"#?]*)', html)):
        if not address.startswith("/static/"):
            assert bob.get(address, follow=True).status_code == 200, address


def test_nobody_else_sees_it(charlie: Client, draft: list[Occurrence]) -> None:
    path = f"/alice/desk/events/{draft[0].public_id}/preview"
    assert charlie.get(path).status_code == 404
    assert Client().get(path).status_code == 302
    assert Client().get(f"/alice/whats-on/{draft[0].public_id}").status_code == 404
