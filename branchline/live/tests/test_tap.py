"""Taps: one line, one cue, whoever taps, however often it is sent, and from however old a page."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.tests.conftest import Places, alice, places
from branchline.live import actions
from branchline.live.caster import wanted
from branchline.live.errors import LineNotFound, NothingShown
from branchline.live.models import Broadcast, Cue, Line, RunItem
from branchline.live.queries import line_at, prompt_of, sheet_of

from .sheets import ON_AIR, add, on_air, planned, staff_of

__all__ = ["alice", "places"]

NOW = ON_AIR + timedelta(minutes=1)
_keys = iter(range(10**9))


@pytest.fixture
def star(alice: Places) -> RunItem:
    item = add(planned(alice), "Twinkle", "Twinkle, twinkle", "little star")
    add(item.broadcast, "Goodbye", "Bye bye")
    return item


def lines(item: RunItem) -> list[Line]:
    return list(Line.objects.filter(item=item).order_by("place"))


def tap(broadcast: Broadcast, line: Line | None = None, *, at: float = 0, **more: Any) -> Cue:
    given: dict[str, Any] = {
        "key": f"test-key-{next(_keys)}",
        "by": NOBODY,
        "now": NOW + timedelta(seconds=at),
    }
    return actions.tap(broadcast=broadcast, line=line, **(given | more))


def place(broadcast: Broadcast) -> list[str | None]:
    prompt = prompt_of(broadcast=broadcast, items=sheet_of(broadcast=broadcast))
    return [line.text.en if line else None for line in (prompt.before, prompt.now, prompt.next)]


def test_nothing_is_shown_while_nobody_sends(star: RunItem) -> None:
    with pytest.raises(NothingShown):
        tap(star.broadcast, lines(star)[0])
    broadcast = on_air(star.broadcast)
    tap(broadcast, lines(star)[0])
    actions.end_broadcast(broadcast=broadcast, by=NOBODY, now=NOW)
    with pytest.raises(NothingShown):
        tap(broadcast, lines(star)[1])


def test_a_tap_keeps_its_words_its_moment_and_is_one_however_often_it_is_sent(
    star: RunItem,
) -> None:
    broadcast, (first, second) = on_air(star.broadcast), lines(star)
    ago = timedelta(seconds=3)
    cue = tap(broadcast, first, key="the-same-tap", ago=ago)
    assert tap(broadcast, first, key="the-same-tap", at=5, ago=ago) == cue
    assert (cue.item, cue.words, cue.tapped_at) == (star, said("Twinkle, twinkle"), NOW - ago)
    assert tap(broadcast, second, at=9, ago=timedelta(days=1)).tapped_at > NOW - timedelta(hours=1)
    assert tap(broadcast, second, at=9, ago=timedelta(days=-1)).tapped_at <= NOW + timedelta(
        seconds=9
    )


def test_two_who_tap_the_same_line_together_mean_one_tap(star: RunItem) -> None:
    broadcast, (first, second) = on_air(star.broadcast), lines(star)
    cue = tap(broadcast, first)
    assert tap(broadcast, first, at=0.6) == cue
    assert tap(broadcast, second, at=0.8) != cue
    again = tap(broadcast, first, at=1.5)
    assert again != cue
    assert Cue.objects.count() == 3


def test_the_next_line_follows_from_what_was_tapped_last_and_nothing_keeps_the_place(
    star: RunItem,
) -> None:
    broadcast, (first, second) = on_air(star.broadcast), lines(star)
    assert place(broadcast) == [None, None, "Twinkle, twinkle"]
    tap(broadcast, first, at=1)
    assert place(broadcast) == [None, "Twinkle, twinkle", "little star"]
    tap(broadcast, second, at=3)
    assert place(broadcast) == ["Twinkle, twinkle", "little star", "Bye bye"]
    tap(broadcast, at=5)
    assert place(broadcast) == ["Twinkle, twinkle", None, "Bye bye"]
    tap(broadcast, item=star, at=7)
    assert place(broadcast) == [None, None, "Twinkle, twinkle"]
    goodbye = sheet_of(broadcast=broadcast)[1].lines.all()[0]
    tap(broadcast, goodbye, at=9)
    assert place(broadcast) == ["little star", "Bye bye", None]


def test_a_line_of_an_old_page_or_of_another_sheet_is_not_found(
    alice: Places, star: RunItem
) -> None:
    other = add(planned(alice, title=said("Another")), "Hello", "La la")
    for line in (lines(other)[0].public_id, "gone", ""):
        with pytest.raises(LineNotFound):
            line_at(broadcast=star.broadcast, public_id=line)


def test_the_caster_hears_taps_at_its_own_moments_and_the_rehearsals_in_the_rehearsal(
    star: RunItem,
) -> None:
    broadcast = on_air(star.broadcast, rehearsal=True)
    with clock.at(NOW):
        tap(broadcast, lines(star)[0], at=-4)
        (rehearsed,) = wanted().values()
        broadcast.sessions.update(ended_at=NOW)
        on_air(broadcast)
        tap(broadcast, lines(star)[1], at=-2)
        (live,) = wanted().values()
    assert [dict(t.words) for t in rehearsed.taps] == [{"en": "Twinkle, twinkle"}]
    assert [dict(t.words) for t in live.taps] == [{"en": "little star"}]
    assert live.languages == ("en",)
    assert 1.5 < live.taps[0].at - rehearsed.taps[0].at < 20


def test_bob_taps_on_his_phone_with_and_without_a_script_and_charlie_can_not(
    places: Places,
) -> None:
    with scope(places.service.pk), clock.at(NOW):
        item = add(planned(places), "Twinkle", "Twinkle, <b>twinkle</b>", "little star")
        first, second = lines(item)
    base = f"/alice/desk/live/{item.broadcast.public_id}/words"
    bob, charlie = staff_of(places.service), staff_of(places.other_service)
    with clock.at(NOW):
        early = bob.post(f"{base}/tap", {"line": first.public_id, "key": "bobs-tap-0"}, follow=True)
        assert "This broadcast is not on air" in early.content.decode()
        with scope(places.service.pk):
            on_air(item.broadcast)
        by_form = bob.post(
            f"{base}/tap", {"line": first.public_id, "key": "bobs-tap-1"}, follow=True
        )
        page = by_form.content.decode()
        assert page.count("Twinkle, &lt;b&gt;twinkle&lt;/b&gt;") == 2
        assert f'value="{second.public_id}" data-next' in page
    with clock.at(NOW + timedelta(seconds=10)):
        told = by_script(bob, base, line=second.public_id, key="bobs-tap-2", ago="1500")
        state = {"line": second.public_id, "item": item.public_id, "running": True}
        assert (told.status_code, json.loads(told.content)) == (200, state)
        assert json.loads(bob.get(f"{base}/now").content) == state
        gone = by_script(bob, base, line="gone", key="bobs-tap-3")
        assert gone.status_code == 404
        assert "Open it again" in json.loads(gone.content)["sentence"]
        # A digit to people, and no number.
        odd = by_script(bob, base, nothing="1", key="bobs-tap-4", ago="²")
        assert odd.status_code == 200
        assert by_script(bob, base, nothing="1", key="x").status_code == 404
        assert by_script(bob, base, key="bobs-tap-5").status_code == 404
        for address in (base, f"{base}/now"):
            assert charlie.get(address).status_code == 404
        assert charlie.post(f"{base}/tap", {"nothing": "1", "key": "charlies"}).status_code == 404
        with scope(places.service.pk):
            taken = list(Cue.objects.order_by("pk").values_list("words__en", "tapped_at"))
    assert [words for words, _ in taken] == ["Twinkle, <b>twinkle</b>", "little star", None]
    assert taken[1][1] == NOW + timedelta(seconds=8.5)


def by_script(client: Client, base: str, **given: str) -> Any:
    """As words.js sends it."""
    return client.post(f"{base}/tap", given, headers={"Accept": "application/json"})


def test_without_words_the_page_says_where_to_write_them(places: Places) -> None:
    with scope(places.service.pk):
        broadcast = planned(places)
    page = staff_of(places.service).get(f"/alice/desk/live/{broadcast.public_id}/words")
    assert "There are no words to tap yet" in page.content.decode()
