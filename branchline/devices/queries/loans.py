"""Loans: lists, one of them, those of somebody, and a person's own copy."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from branchline.core.clock import in_london
from branchline.core.paging import Page, page
from branchline.people.models import Resident
from branchline.places.models import Branch

from ..models import Device, KitPart, Loan, Standing

SOON = timedelta(days=7)
SHOWS = ("late", "soon", "out", "booked")
"""The lists, the first the most pressing."""


def loans_that_are(
    show: str, *, visible: Q, branch: Branch | None, today: date
) -> "QuerySet[Loan]":
    """Those of one of `SHOWS` that this person may see."""
    rows = Loan.objects.standing().filter(visible)
    if branch is not None:
        rows = rows.filter(branch=branch)
    said = {
        "late": Q(out_at__isnull=False, due_day__lt=today),
        "soon": Q(out_at__isnull=False, due_day__gte=today, due_day__lte=today + SOON),
        "out": Q(out_at__isnull=False),
        "booked": Q(out_at__isnull=True),
    }
    return rows.filter(said[show])


def loans_here(rows: "QuerySet[Loan]", *, after: str | None) -> "Page[Loan]":
    """Of them, with names, those due first. One query."""
    return page(rows.with_names(), keys=("due_day", "id"), limit=50, cursor=after)  # type: ignore[attr-defined]


def loan_at(*, public_id: str) -> Loan | None:
    """By its public id, with names and what was signed. One query."""
    rows = Loan.objects.with_names().select_related("agreement__witness", "device__case")
    return rows.filter(public_id=public_id).first()


def loan_out(device: Device) -> Loan | None:
    """With whom it is now. One query."""
    return Loan.objects.out().with_names().filter(device=device).first()


def bookings_of(device: Device) -> list[Loan]:
    """For whom it is kept on days to come, soonest first. One query."""
    rows = Loan.objects.standing().filter(device=device, out_at__isnull=True).with_names()
    return list(rows.order_by("from_day", "pk"))


def loans_of(resident: Resident, *, limit: int = 100) -> list[Loan]:
    """Of one human being, those of merged records too, newest first. Two queries, one more for each merge."""
    numbers: list[int] = []
    found = [resident.pk]
    while found:
        numbers += found
        rows = Resident.objects.filter(merged_into__in=found).exclude(pk__in=numbers)
        found = list(rows.values_list("pk", flat=True))
    loans = Loan.objects.filter(resident__in=numbers).with_names()
    return list(loans.order_by("-from_day", "-pk")[:limit])


def parts_to_lend(device: Device) -> list[KitPart]:
    """What goes out with it: the parts of its case. One query."""
    return (
        list(KitPart.objects.filter(case=device.case_id).order_by("pk")) if device.case_id else []
    )


def others_to_lend(loan: Loan) -> list[Device]:
    """What could be lent instead: available, at the same library, its own model first. One query."""
    rows = Device.objects.filter(branch=loan.branch, standing=Standing.AVAILABLE).with_names()
    kind = loan.device.model.kind
    found = list(rows.filter(model__kind=kind).order_by("tag")[:50])
    return sorted(found, key=lambda device: device.model_id != loan.device.model_id)


def loans_about(person: str) -> dict[str, Any]:
    """About "resident:7": what we lent them, what they signed, how we asked after it, and what we heard. Three queries."""
    kind, _colon, number = person.partition(":")
    rows: Sequence[Loan] = ()
    if kind == "resident":
        rows = list(
            Loan.objects.filter(resident=int(number)).with_names().select_related("agreement")
            .prefetch_related("rungs", "news").order_by("made_at", "pk")
        )  # fmt: skip
    return {
        "devices lent": [
            {
                "device": str(loan.device.model), "tag": loan.device.printed_tag, "library": str(loan.branch.name),
                "from": loan.from_day, "due": loan.due_day, "extended": loan.extended, "for": loan.purpose,
                "went out": loan.out_at, "ended": loan.ended_at, "how": loan.get_ending_display(),
                "parts": ", ".join(loan.parts_out), "parts missing": ", ".join(loan.parts_missing),
                "asked after": [f"{in_london(row.at):%Y-%m-%d}: {row.get_rung_display()}, {row.get_how_display()}" for row in loan.rungs.all()],
                "heard": [f"{in_london(each.at):%Y-%m-%d}: {each.get_what_display()}. {each.words}" for each in loan.news.all()],
                **_signed(loan),
            }
            for loan in rows
        ]
    }  # fmt: skip


def _signed(loan: Loan) -> dict[str, Any]:
    signed = getattr(loan, "agreement", None)
    if signed is None:
        return {}
    return {
        "signed": signed.signed_at, "signed how": signed.get_way_display(), "signed as": signed.name,
        "words signed": signed.text, "version": signed.version, "sha256": signed.sha256,
    }  # fmt: skip
