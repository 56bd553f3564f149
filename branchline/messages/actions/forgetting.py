"""Erasure, export and retention: texts for 30 days, lines of the outbox for two years."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from branchline.core import files, links
from branchline.core.actions import action
from branchline.core.models import StoredFile

from ..models import (
    ENDED,
    Arrival,
    DemoMail,
    Message,
    PhoneCall,
    PrintRun,
    Route,
    State,
    Suppression,
    normal_address,
)

TEXTS_KEPT_FOR = timedelta(days=30)
LINES_KEPT_FOR = timedelta(days=730)
TOLD = (
    *("letter", "route", "address", "name", "language", "format", "needs"),
    *("state", "queued_at", "ended_at", "subject", "text"),
)


@action
def forget_address(*, route: Route, address: str, now: datetime) -> int:
    """Erase an address: what waits is not sent, what was sent loses its words and its addressee.

    Suppressions stay: forgetting them would mean writing to somebody who said STOP.
    """
    where = normal_address(route, address)
    rows = _empty(Message.objects.filter(route=route, address=where), now)
    if route == Route.PHONE:
        _forget_calls(where, now)
    arrivals, _ = Arrival.objects.filter(route=route, address=where).delete()
    return len(rows) + arrivals


@action
def forget_about(*, references: Sequence[str], now: datetime) -> int:
    """Erase what others were written about somebody: a partner, a colleague. `references` are what it was about."""
    return len(_empty(Message.objects.filter(reference__in=references), now))


def _empty(messages: QuerySet[Message], now: datetime) -> list[Message]:
    """Words and addressee go; the line stays, for the counts."""
    rows = list(messages.select_for_update())
    for row in rows:
        links.forget(subject=row.public_id)
        row.address = row.name = row.needs = row.subject = row.text = row.trouble = ""
        if row.state not in ENDED:
            row.state, row.ended_at = State.WITHDRAWN, now
        row.save()
        row.attempts.filter(ended_at__isnull=True).update(outcome="not_sent", ended_at=now)
        row.attempts.update(note="")
    _spoil_prints(rows)
    DemoMail.objects.filter(message__in=[row.public_id for row in rows]).delete()
    return rows


def _forget_calls(number: str, now: datetime) -> None:
    calls = PhoneCall.objects.filter(address=number)
    calls.filter(ended_at__isnull=True).update(ended_at=now)
    calls.update(address="", name="")


def _spoil_prints(rows: list[Message]) -> None:
    """A PDF in which the person is named goes as a whole."""
    runs = PrintRun.objects.filter(attempts__message__in=rows).exclude(file="").distinct()
    for file in StoredFile.objects.filter(public_id__in=[run.file for run in runs]):
        files.drop(file)
    PrintRun.objects.filter(pk__in=[run.pk for run in runs]).update(file="")


def export_address(*, route: Route, address: str) -> dict[str, Any]:
    """Everything held about an address of the current service."""
    where = normal_address(route, address)
    sent = Message.objects.filter(route=route, address=where).order_by("queued_at")
    got = Arrival.objects.filter(route=route, address=where).order_by("arrived_at")
    wishes = Suppression.objects.filter(route=route, address=where).order_by("made_at")
    return {
        "messages": list(sent.values(*TOLD)),
        "arrivals": list(got.values("route", "sort", "body", "arrived_at")),
        "wishes": list(wishes.values("route", "scope", "source", "made_at", "lifted_at")),
    }


@action
def expire_texts(*, now: datetime) -> int:
    """Texts of messages that ended 30 days ago, and of replies that are as old."""
    past = now - TEXTS_KEPT_FOR
    emptied = (
        Message.objects.filter(ended_at__lte=past)
        .exclude(subject="", text="")
        .update(subject="", text="")
    )
    return emptied + Arrival.objects.filter(arrived_at__lte=past).exclude(body="").update(body="")


@action
def remove_lines(*, now: datetime) -> int:
    """Whole lines after two years, and what came in, to which line or to none; their counts stay in the ledger."""
    past = now - LINES_KEPT_FOR
    removed = Message.objects.filter(ended_at__lte=past).delete()[0]
    removed += Arrival.objects.filter(arrived_at__lte=past).delete()[0]
    PrintRun.objects.filter(made_at__lte=past, attempts__isnull=True).delete()
    PhoneCall.objects.filter(taken_at__lte=past, attempts__isnull=True).delete()
    return removed
