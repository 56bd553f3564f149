"""Bob puts the captions of a replay right: each time a new version, by the replay's own clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from branchline.core.acting import NOBODY
from branchline.core.errors import Refusal, Several
from branchline.core.models import Happening
from branchline.events.tests.conftest import Places, alice, places
from branchline.live import actions
from branchline.live.actions import Typed, TypedCaptions
from branchline.live.errors import (
    CaptionsChanged,
    HasNotEnded,
    RecordingGone,
    ReplayIsAnother,
    VersionNotFound,
)
from branchline.live.models import Broadcast, CaptionVersion, RunItem, Way
from branchline.live.queries import caption_sheet, caption_versions, house_of, replay_of

from .sheets import planned
from .test_replays import OVER, TODAY, put_up, rhyme_time

__all__ = ["alice", "places", "rhyme_time"]


def shown(broadcast: Broadcast) -> list[tuple[int, int, str]]:
    """By the replay's clock."""
    sheet = caption_sheet(broadcast=broadcast, today=TODAY)
    return [(row.begins, row.ends, row.line.text("en")) for row in sheet.rows]


def save(broadcast: Broadcast, *, number: int | None = None, **typed: Any) -> int:
    sheet = caption_sheet(broadcast=broadcast, today=TODAY)
    given: dict[str, Any] = {"number": sheet.number if number is None else number}
    given |= {"mark": sheet.clock.mark} | typed
    return actions.save_captions(
        broadcast=broadcast, typed=TypedCaptions(**given), by=NOBODY, now=OVER
    )


def words(broadcast: Broadcast, lang: str = "en") -> str:
    """All that the replay's caption files say in a language."""
    replay = replay_of(broadcast=broadcast)
    assert replay is not None
    folder = house_of(broadcast).root / "public" / replay.prefix / f"words-{lang}"
    return "".join(path.read_text() for path in sorted(folder.glob("*.vtt")))


def test_what_was_tapped_is_there_and_what_is_not_in_the_replay_is_not(
    rhyme_time: Broadcast,
) -> None:
    put_up(rhyme_time)
    assert shown(rhyme_time) == [(0, 2_000, "La"), (8_000, 10_000, "La")]
    assert "00:00:18.000 --> 00:00:20.000" in words(rhyme_time)
    assert "00:00:12.000" not in words(rhyme_time).replace("LOCAL:00:00:12.000", "")


def test_a_line_is_changed_added_and_removed_and_the_replay_says_so(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    number = save(
        rhyme_time,
        changed={0: Typed(500, 2_000, {"en": "Row, row", "cy": "Rhwyfo"}), 2: None},
        added={0: Typed(7_000, 9_000, {"en": "over the gap"})},
    )
    assert number == 1
    assert shown(rhyme_time) == [(500, 2_000, "Row, row"), (7_000, 9_000, "over the gap")]
    actions.renew_replay(broadcast=rhyme_time, now=OVER)
    assert "Row, row" in words(rhyme_time)
    assert "Rhwyfo" in words(rhyme_time, "cy")
    assert "00:00:11.000 --> 00:00:12.000\nover the gap" in words(rhyme_time)
    assert "00:00:18.000 --> 00:00:19.000\nover the gap" in words(rhyme_time)
    # What the replay leaves out is still there, for a day on which it may be seen.
    RunItem.objects.update(replay_ok=True)
    assert [line for line in shown(rhyme_time) if line[2] == "La"] == [(8_000, 10_000, "La")]
    (made,) = caption_versions(broadcast=rhyme_time)
    assert (made.version.way, made.count) == (Way.TYPED, 3)
    assert Happening.objects.filter(kind="live.captions_changed").count() == 1


def test_all_lines_move_together_and_what_is_shown_in_tenths_stays_exact(
    rhyme_time: Broadcast,
) -> None:
    put_up(rhyme_time)
    save(rhyme_time, added={0: Typed(3_000, 4_044, {"en": "exact"})})
    save(rhyme_time, later=-700, changed={1: Typed(3_000, 4_000, {"en": "exact"})})
    assert shown(rhyme_time)[:2] == [(0, 1_300, "La"), (2_300, 3_344, "exact")]
    assert save(rhyme_time) == 2, "nothing was changed"
    with pytest.raises(Refusal, match="At most 33 tenths"):
        save(rhyme_time, later=-3_400)
    with pytest.raises(Refusal, match="after the end"):
        save(rhyme_time, later=9_000)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"changed": {0: Typed(0, 2_000, {"en": ""})}}, "en-0"),
        ({"changed": {0: Typed(2_000, 2_000, {"en": "La"})}}, "ends-0"),
        ({"changed": {0: Typed(0, 20_000, {"en": "La"})}}, "ends-0"),
        ({"added": {0: Typed(14_000, 14_050, {"en": "La"})}}, "begins-new-0"),
        ({"added": {0: Typed(1_000, 2_500, {"en": "La"})}}, "begins-new-0"),
        ({"changed": {0: Typed(0, 8_500, {"en": "La"})}}, "ends-0"),
    ],
)
def test_what_nobody_could_read_is_refused_at_its_field(
    rhyme_time: Broadcast, typed: dict[str, Any], field: str
) -> None:
    put_up(rhyme_time)
    with pytest.raises(Several) as told:
        save(rhyme_time, **typed)
    assert [each.field for each in told.value.refusals] == [field]
    assert not CaptionVersion.objects.exists()


def test_less_than_a_tenth_is_no_overlap(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    save(rhyme_time, added={0: Typed(1_950, 3_000, {"en": "Lo"})})
    assert shown(rhyme_time)[:2] == [(0, 1_950, "La"), (1_950, 3_000, "Lo")]


def test_two_people_at_once_lose_nothing_and_pressed_twice_is_once(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    line: dict[str, Any] = {"changed": {0: Typed(0, 2_000, {"en": "Mine"})}}
    assert save(rhyme_time, **line) == save(rhyme_time, number=0, **line) == 1
    with pytest.raises(CaptionsChanged):
        save(rhyme_time, number=0, changed={0: Typed(0, 2_000, {"en": "Hers"})})
    with pytest.raises(ReplayIsAnother):
        save(rhyme_time, mark="another")
    (made,) = CaptionVersion.objects.all()
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_the_way_back_to_any_version(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    before = shown(rhyme_time)
    save(rhyme_time, changed={0: None})
    for _twice in range(2):
        actions.go_back_to_captions(broadcast=rhyme_time, number=0, by=NOBODY, now=OVER)
    assert shown(rhyme_time) == before
    assert [
        (v.version.number, v.version.back_to) for v in caption_versions(broadcast=rhyme_time)
    ] == [
        (2, 0),
        (1, None),
    ]
    with pytest.raises(VersionNotFound):
        actions.go_back_to_captions(broadcast=rhyme_time, number=7, by=NOBODY, now=OVER)


def test_captions_can_be_written_before_the_replay_is_up_and_as_long_as_it_is(
    rhyme_time: Broadcast, alice: Places
) -> None:
    assert shown(rhyme_time) == [(4_000, 6_000, "La"), (12_000, 14_000, "La")]
    save(rhyme_time, changed={0: None})
    put_up(rhyme_time)
    assert shown(rhyme_time) == [(8_000, 10_000, "La")]
    actions.remove_old_recordings(now=OVER + actions.KEPT_FOR)
    rhyme_time.refresh_from_db()
    save(rhyme_time, added={0: Typed(0, 1_000, {"en": "Still"})})
    actions.renew_replay(broadcast=rhyme_time, now=OVER + timedelta(days=1))
    assert "Still" in words(rhyme_time)
    actions.take_down_replay(broadcast=rhyme_time, by=NOBODY, now=OVER)
    with pytest.raises(RecordingGone):
        shown(rhyme_time)
    with pytest.raises(HasNotEnded):
        shown(planned(alice, title="Tomorrow’s"))


def test_what_is_hard_to_read_is_said_and_stops_nobody(rhyme_time: Broadcast) -> None:
    put_up(rhyme_time)
    long = "Row, row, row your boat gently down the stream, merrily, merrily, merrily, merrily"
    save(rhyme_time, changed={0: Typed(0, 2_000, {"en": long})})
    row = caption_sheet(broadcast=rhyme_time, today=TODAY).rows[0]
    assert len(row.advice) == 2
    assert "390 words a minute" in row.advice[1]
    save(rhyme_time, changed={0: Typed(0, 7_000, {"en": "Row, row,\nrow your boat"})})
    assert caption_sheet(broadcast=rhyme_time, today=TODAY).rows[0].advice == []
