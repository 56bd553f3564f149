"""Letters in a batch: one PDF, printed, put into envelopes, and only then sent."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from branchline.core import files
from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.models import StoredFile
from branchline.core.pdf import pages_of
from branchline.core.scoping import current_service_id

from .. import errors
from ..letters import Attachment
from ..models import Attempt, Message, Outcome, PrintRun, Route, State
from ..rendering.paper import Sheet, paper
from .composing import Composed, compose
from .demo_copy import copy, renote
from .ending import close, end

MOST_IN_A_RUN = 100
KEPT_FOR = timedelta(days=30)
"""Long enough to print a spoilt page again; the letters' texts expire with it."""


@action
def print_letters(*, by: Acting, now: datetime, most: int = MOST_IN_A_RUN) -> PrintRun:
    """Make one PDF of the letters that wait, each composed now. They leave the list at once, so that
    two people can't print the same letter. Raises `NothingToPrint`."""
    waiting = list(
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("service")
        .by_hand(Route.LETTER, now)[: min(most, MOST_IN_A_RUN)]
    )
    true_now = [(row, done) for row in waiting if (done := compose(row, by=by, now=now))]
    if not true_now:
        raise errors.NothingToPrint
    run = PrintRun.objects.create(
        service_id=current_service_id(), made_at=now, letters=len(true_now)
    )
    for row, composed in true_now:
        _into(run, row, now)
        copy(row, composed, note="printed", attachments=_pdf(row, composed, now))
    sheets = [_sheet(row, composed) for row, composed in true_now]
    made = paper(sheets, now=now, title=_("Letters"))
    kept = files.keep(
        content=made,
        name=f"letters-{run.public_id}.pdf",
        media_type="application/pdf",
        purpose="messages.print_run",
        now=now,
        keep_until=now + KEPT_FOR,
    )
    run.file, run.pages = kept.public_id, pages_of(made)
    run.save(update_fields=["file", "pages"])
    return run


def _into(run: PrintRun, row: Message, now: datetime) -> None:
    row.state, row.tries = State.SENDING, row.tries + 1
    row.save(update_fields=["state", "tries"])
    Attempt.objects.create(
        service_id=run.service_id,
        message=row,
        route=Route.LETTER,
        adapter="desk",
        started_at=now,
        run=run,
    )


def _sheet(row: Message, composed: Composed) -> Sheet:
    return Sheet(
        content=composed.content,
        head=composed.head,
        name=row.name,
        address=row.address,
        language=row.language,
        format=row.format,
        reference=row.public_id,
    )


def _pdf(row: Message, composed: Composed, now: datetime) -> tuple[Attachment, ...]:
    """The letter by itself, for the mailbox of the demo."""
    from django.conf import settings

    if not settings.BRANCHLINE_DEMO:
        return ()
    content = paper([_sheet(row, composed)], now=now, title=composed.dressed.subject)
    return (Attachment(f"letter-{row.public_id}.pdf", "application/pdf", content),)


@action
def confirm_posted(*, run: str, by: Acting, now: datetime) -> PrintRun:
    """They are in the post: now they count as sent. Raises `RunIsOver`."""
    found = _open_run(run)
    for attempt in _attempts(found):
        close(attempt, Outcome.SENT, now=now)
        message = Message.objects.select_for_update().get(pk=attempt.message_id)
        end(message, State.SENT, by=by, now=now)
        renote(message, "posted")
    found.posted_at = now
    found.save(update_fields=["posted_at"])
    return found


@action
def give_run_up(*, run: str, by: Acting, now: datetime) -> PrintRun:
    """The paper jammed: its letters wait again, and the PDF goes. Raises `RunIsOver`."""
    found = _open_run(run)
    for attempt in _attempts(found):
        close(attempt, Outcome.NOT_SENT, now=now, note=_("Printed, but not posted."))
        Message.objects.filter(pk=attempt.message_id).update(state=State.QUEUED)
    for file in StoredFile.objects.filter(public_id=found.file):
        files.drop(file)
    found.given_up_at, found.file = now, ""
    found.save(update_fields=["given_up_at", "file"])
    return found


@action
def print_one_again(*, run: str, message: str, by: Acting, now: datetime) -> PrintRun:
    """One sheet was spoilt: that letter leaves the pile and waits to be printed again. The last one gives
    the run up. Raises `RunIsOver`, `NotInThisPile`."""
    found = _open_run(run)
    attempts = _attempts(found)
    mine = [a for a in attempts if a.message.public_id == message]
    if not mine:
        raise errors.NotInThisPile
    if len(attempts) == 1:
        return give_run_up(run=run, by=by, now=now)
    close(mine[0], Outcome.NOT_SENT, now=now, note=_("Spoilt, to be printed again."))
    Message.objects.filter(pk=mine[0].message_id).update(state=State.QUEUED)
    found.letters = len(attempts) - 1
    found.save(update_fields=["letters"])
    return found


def _open_run(public_id: str) -> PrintRun:
    found = PrintRun.objects.select_for_update().filter(public_id=public_id).first()
    if found is None or found.posted_at or found.given_up_at:
        raise errors.RunIsOver
    return found


def _attempts(run: PrintRun) -> list[Attempt]:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("message")
    return list(rows.filter(run=run, ended_at__isnull=True))
