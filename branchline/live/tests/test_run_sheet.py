"""The run sheet: what is sung, in order, by what right. Alice's staff write it, Charlie's see nothing of it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.permits import Holding, Reach, Role
from branchline.core.scoping import scope
from branchline.core.words import said
from branchline.events.tests.conftest import NOW, Places, alice, places
from branchline.live import actions
from branchline.live.data import RHYMES, isbn13, rhyme_called
from branchline.live.errors import ByWhatRight, SayWho, SheetFull, WasSung
from branchline.live.forms import ItemForm
from branchline.live.models import Basis, Broadcast, Cue, Line, RunItem
from branchline.live.queries import earlier_sheets, not_cleared, sheet_of

from .sheets import add, facts, planned, staff_of

__all__ = ["alice", "places"]

TITLES = ("Hello song", "Incy Wincy", "Goodbye")


@pytest.fixture
def rhyme_time(alice: Places) -> Broadcast:
    return planned(alice)


@pytest.fixture
def sheet(rhyme_time: Broadcast) -> list[RunItem]:
    return [add(rhyme_time, title, "La la la", "Lo lo lo") for title in TITLES]


def titles(broadcast: Broadcast) -> list[str]:
    return [item.title.en for item in sheet_of(broadcast=broadcast)]


def words(item: RunItem) -> list[str]:
    return [line.text.en for line in item.lines.order_by("place")]


def change(item: RunItem, *lines: str, **more: Any) -> RunItem:
    return actions.change_item(
        item=item, facts=facts("Hello song", *lines, **more), by=NOBODY, now=NOW
    )


def test_things_stand_in_the_order_in_which_they_are_put(
    rhyme_time: Broadcast, sheet: list[RunItem]
) -> None:
    def move(item: RunItem, places: int) -> list[str]:
        actions.move_item(item=item, places=places, by=NOBODY, now=NOW)
        return titles(rhyme_time)

    hello, incy, goodbye = TITLES
    assert titles(rhyme_time) == [hello, incy, goodbye]
    assert move(sheet[2], -1) == [hello, goodbye, incy]
    assert move(sheet[0], 1) == [goodbye, hello, incy]
    assert move(sheet[2], -1) == [goodbye, hello, incy]
    assert move(sheet[1], 1) == [goodbye, hello, incy]
    actions.remove_item(item=sheet[0], by=NOBODY, now=NOW)
    assert titles(rhyme_time) == [goodbye, incy]
    assert add(rhyme_time, "Once more").place == 2


def test_a_line_that_changes_its_words_stays_the_line_that_somebody_is_about_to_tap(
    sheet: list[RunItem],
) -> None:
    before = list(Line.objects.filter(item=sheet[0]).order_by("place"))
    change(sheet[0], "La la la", "Li li li", "Lu lu lu")
    after = list(Line.objects.filter(item=sheet[0]).order_by("place"))
    assert [line.pk for line in after[:2]] == [line.pk for line in before]
    assert words(sheet[0]) == ["La la la", "Li li li", "Lu lu lu"]
    change(sheet[0], "La")
    assert words(sheet[0]) == ["La"]


def test_nothing_may_go_out_of_which_nobody_says_why(rhyme_time: Broadcast) -> None:
    with pytest.raises(ByWhatRight):
        add(rhyme_time, "A new song", basis="")
    for basis in (Basis.LICENCE, Basis.PERMISSION):
        with pytest.raises(SayWho):
            add(rhyme_time, "A picture book", basis=basis)
    add(rhyme_time, "A picture book", basis=Basis.PERMISSION, basis_note="Email of 3 March")
    unknown = add(rhyme_time, "A new song", basis="", live_ok=False, replay_ok=False)
    assert list(not_cleared(rhyme_time)) == [unknown]
    with pytest.raises(IntegrityError), transaction.atomic():
        RunItem.objects.filter(pk=unknown.pk).update(live_ok=True)


def test_the_replay_shows_it_up_to_and_including_its_last_day(rhyme_time: Broadcast) -> None:
    last = date(2026, 12, 24)
    item = add(rhyme_time, "A picture book", replay_until=last)
    assert item.in_replay(last)
    assert not item.in_replay(last + timedelta(days=1))
    assert not add(rhyme_time, "Live only", replay_ok=False, replay_until=last).in_replay(last)


def test_what_was_sung_stays_for_the_licence_but_a_rehearsal_binds_nobody(
    rhyme_time: Broadcast, sheet: list[RunItem]
) -> None:
    def tap(item: RunItem, key: str, *, rehearsal: bool) -> None:
        Cue.objects.create(
            service_id=item.service_id, broadcast=rhyme_time, item=item, key=key,
            tapped_at=NOW, rehearsal=rehearsal,
        )  # fmt: skip

    tap(sheet[0], "one", rehearsal=True)
    tap(sheet[1], "two", rehearsal=False)
    actions.remove_item(item=sheet[0], by=NOBODY, now=NOW)
    with pytest.raises(WasSung):
        actions.remove_item(item=sheet[1], by=NOBODY, now=NOW)
    assert titles(rhyme_time) == list(TITLES[1:])


def test_every_rhyme_of_the_stock_may_go_out_and_fits_a_screen(rhyme_time: Broadcast) -> None:
    for rhyme in RHYMES:
        item = actions.add_rhyme(broadcast=rhyme_time, rhyme=rhyme, by=NOBODY, now=NOW)
        assert item.is_free
        assert item.basis_note
        assert [line.text.text(rhyme.lang) for line in item.lines.order_by("place")] == list(
            rhyme.lines
        )
        assert all(len(line) <= 60 for line in rhyme.lines)
    assert not not_cleared(rhyme_time)
    assert {rhyme.lang for rhyme in RHYMES} == {"en", "cy"}
    assert rhyme_called("happy") is None


def test_a_sheet_is_copied_whole_and_holds_only_so_much(
    alice: Places, rhyme_time: Broadcast, sheet: list[RunItem]
) -> None:
    next_week = planned(alice, title=said("Rhyme time again"))
    everywhere = [Holding(Role.SERVICE_MANAGER, Reach(alice.service.pk))]
    assert list(earlier_sheets(broadcast=next_week, holdings=everywhere)) == [rhyme_time]
    copied = actions.copy_sheet(broadcast=next_week, source=rhyme_time, by=NOBODY, now=NOW)
    assert copied == 3
    assert titles(next_week) == list(TITLES)
    assert words(sheet_of(broadcast=next_week)[0]) == ["La la la", "Lo lo lo"]
    for number in range(57):
        add(next_week, f"Song {number}")
    with pytest.raises(SheetFull):
        actions.copy_sheet(broadcast=next_week, source=rhyme_time, by=NOBODY, now=NOW)
    assert RunItem.objects.filter(broadcast=next_week).count() == 60


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("978-0-14-132874-4", "9780141328744"),
        ("9780141328744", "9780141328744"),
        ("0 14 050087 1", "9780140500875"),
        ("080442957X", "9780804429573"),
        ("978-0-14-132874-5", None),
        ("0140500879", None),
        ("12345", None),
        ("977-0-14-132874-4", None),
    ],
)
def test_a_slip_in_an_isbn_is_found(typed: str, right: str | None) -> None:
    assert isbn13(typed) == right


def filled(**more: Any) -> dict[str, Any]:
    given = {
        "key": "a-form-of-bobs-1", "title": "Gruffalo", "kind": "story", "words": "One\n\n  two  \n",
        "basis": "permission", "basis_note": "Email of 3 March", "live_ok": "on", "replay": "until",
        "replay_until": "2027-03-31",
    }  # fmt: skip
    return given | more


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"title": ""}, "title", "Give it a name"),
        ({"isbn": "978-0-14-132874-5"}, "isbn", "A digit is wrong"),
        ({"words_cy": "Un"}, "words_cy", "2 lines in English and 1 in Welsh"),
        ({"words": "la " * 60}, "words", "Break it in two"),
        ({"words": "la\n" * 151}, "words", "151 lines"),
        ({"replay_until": ""}, "replay_until", "Write the last day"),
        ({"replay_until": "soon"}, "replay_until", "like 2027-10-05"),
        ({"kind": "dance"}, "kind", "Choose one"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(typed: dict[str, str], field: str, told: str) -> None:
    form = ItemForm(filled(**typed))
    assert not form.is_valid()
    assert told in str(form.errors[field])


def test_words_come_as_they_are_pasted_in_one_language_or_in_both() -> None:
    form = ItemForm(filled(words_cy="Un\ndau"))
    assert form.is_valid(), form.errors
    assert form.facts().words == [said("One", "Un"), said("two", "dau")]
    welsh = ItemForm(filled(title="", title_cy="Jac y Do", words="", words_cy="Mi welais"))
    assert welsh.is_valid(), welsh.errors
    assert welsh.facts().words == [said("", "Mi welais")]


def test_bob_writes_a_sheet_at_the_desk_and_charlie_sees_nothing(places: Places) -> None:
    with clock.at(NOW):
        with scope(places.service.pk):
            broadcast = planned(places)
        base = f"/alice/desk/live/{broadcast.public_id}/sheet"
        bob, charlie = staff_of(places.service), staff_of(places.other_service)
        assert "Nothing is in the run sheet yet" in bob.get(base).content.decode()
        rhyme = {"rhyme": "spider", "key": key_on(bob.get(base).content.decode(), "rhyme")}
        for _press in range(2):
            bob.post(f"{base}/rhyme", rhyme)
        assert "may not go out live yet" not in bob.get(base).content.decode()
        refused = bob.post(f"{base}/add", filled(basis="", title="<b>New</b>")).content.decode()
        assert "Choose why you may use it" in refused
        added = filled(basis="", live_ok="", replay="no", title="<b>New</b>")
        page = bob.post(f"{base}/add", added, follow=True).content.decode()
        assert "1 thing may not go out live yet" in page
        assert "&lt;b&gt;New&lt;/b&gt;" in page
        with scope(places.service.pk):
            spider, new = sheet_of(broadcast=broadcast)
            assert (spider.title.en, len(spider.lines.all())) == ("Incy Wincy Spider", 4)
        bob.post(f"{base}/{new.public_id}/move", {"up": "1"})
        kept = bob.post(f"{base}/{new.public_id}", filled(isbn="978-0-14-132874-4"), follow=True)
        assert "until Wednesday 31 March 2027" in kept.content.decode()
        assert bob.get(f"{base}/{new.public_id}").content.decode().count("Gruffalo") >= 2
        bob.post(f"{base}/{spider.public_id}/remove")
        with scope(places.service.pk):
            assert titles(broadcast) == ["Gruffalo"]
            assert sheet_of(broadcast=broadcast)[0].isbn == "9780141328744"
            again = planned(places, title=said("Rhyme time again"))
        base2 = f"/alice/desk/live/{again.public_id}/sheet"
        copied = {
            "source": broadcast.public_id,
            "key": key_on(bob.get(base2).content.decode(), "copy"),
        }
        for _press in range(2):
            page = bob.post(f"{base2}/copy", copied, follow=True).content.decode()
        assert "1 thing was copied." in page
        bob.post(f"{base2}/copy", {"source": "nothing", "key": "another-key-1"})
        with scope(places.service.pk):
            assert titles(again) == ["Gruffalo"]
        for address in (base, f"{base}/add", f"{base}/{new.public_id}"):
            assert charlie.get(address).status_code == 404
            assert charlie.post(address, filled()).status_code == 404


def key_on(page: str, form: str) -> str:
    """The key of one of the page's forms."""
    part = page[page.index(f"/sheet/{form}") :]
    found = re.search(r'name="key" value="([^"]+)"', part)
    assert found
    return found[1]
