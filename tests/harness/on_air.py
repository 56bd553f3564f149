"""What a day on air leaves: taps, a key for OBS, a count, a replay and its captions, questions."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from branchline.core import clock
from branchline.core.acting import Acting

if TYPE_CHECKING:
    from branchline.live.models import Broadcast

BEATS = "".join(f"b {second} 1 15\n" for second in range(0, 181, 15)) + "s 180 45\n"


def on_air(by: Acting) -> None:
    """One broadcast was rehearsed, with taps, and OBS may send it; the one that is over was counted and is seen again."""
    from branchline.live.models import Broadcast, Standing

    _rehearsed(Broadcast.objects.filter(standing=Standing.PLANNED).order_by("pk")[0], by)
    ended = Broadcast.objects.filter(standing=Standing.ENDED).order_by("pk")[0]
    _counted(ended, by)
    _seen_again(ended, by)
    _asked(by)


def _rehearsed(broadcast: "Broadcast", by: Acting) -> None:
    from branchline.live.actions import begin_sending, make_push_key, stop_rehearsal, tap
    from branchline.live.models import Line, Source

    now = clock.now()
    begin_sending(broadcast=broadcast, source=Source.BROWSER, rehearsal=True, by=by, now=now)
    broadcast.refresh_from_db()
    line = Line.objects.filter(item__broadcast=broadcast).select_related("item").order_by("pk")[0]
    tap(broadcast=broadcast, item=line.item, line=line, key="first", by=by, now=now)
    stop_rehearsal(broadcast=broadcast, by=by, now=now)
    make_push_key(broadcast=broadcast, by=by, now=now)


def _counted(broadcast: "Broadcast", by: Acting) -> None:
    from branchline.live.actions import certify
    from branchline.live.stream.tally import HEAD, tally_file

    with tempfile.TemporaryDirectory() as folder:
        beats = Path(folder) / "beats"
        beats.write_text(f"{HEAD}\n{BEATS}")
        tally = tally_file(beats, pace=broadcast.pace)
        with beats.open("rb") as lines:
            certify(broadcast=broadcast, tally=tally, hearts=3, lines=lines, by=by, now=clock.now())


def _seen_again(broadcast: "Broadcast", by: Acting) -> None:
    from branchline.live.actions import bring_in_captions, put_up_replay
    from branchline.live.queries import FileLine, caption_sheet, house_of
    from branchline.live.stream.journal import Journal

    journal = Journal(house_of(broadcast).journal)
    for cut in range(3):
        journal.release(journal.show.next(session=1, cut=cut, seconds=2.0, joint=False))
    journal.close()
    until = clock.today() + timedelta(days=30)
    put_up_replay(broadcast=broadcast, until=until, talk=True, by=by, now=clock.now())
    sheet = caption_sheet(broadcast=broadcast, today=clock.today())
    bring_in_captions(
        broadcast=broadcast, file=[FileLine(0, 2_000, "Welcome, everybody")], lang="en", number=sheet.number,
        mark=sheet.clock.mark, content=b"WEBVTT", name="welcome.vtt", by=by, now=clock.now(),
    )  # fmt: skip


def _asked(by: Acting) -> None:
    """Of a talk for adults that is on air: one that waits, and what was done with others."""
    from branchline.core.acting import NOBODY
    from branchline.events.models import Occurrence
    from branchline.live import actions
    from branchline.live.demo.looking import look_at_everything
    from branchline.live.models import QuestionState, Source

    now = clock.now()
    dates = Occurrence.objects.scheduled().filter(
        event__age_from=18, starts_at__gt=now, broadcast__isnull=True
    )
    date = dates.select_related("event", "branch").order_by("starts_at", "pk")[0]
    talk = actions.plan_broadcast(occurrence=date, questions=True, by=by, now=now)
    look_at_everything(talk, now=now)
    actions.begin_sending(broadcast=talk, source=Source.BROWSER, by=by, now=now)
    done = (QuestionState.NEW, QuestionState.ANSWERED, QuestionState.ASIDE)
    for number, state in enumerate(done):
        question = actions.ask_question(
            broadcast=talk, text=f"Which of the {number} mills stood by the old canal?", name="Wynne",
            by=NOBODY, now=now,
        )  # fmt: skip
        actions.put_question(question=question, state=state, by=by, now=now)
