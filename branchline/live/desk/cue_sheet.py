"""What was sung: chapters, and the list for the music licence as a page to print and as a table."""

from django.http import HttpResponse
from django.shortcuts import render

from branchline.core.importing.output import as_csv
from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..permits import SEE_BROADCASTS
from ..queries import chapters_of, cue_sheet
from .finding import seen


@desk_page(SEE_BROADCASTS)
def chapters(request: ServiceRequest, public_id: str) -> HttpResponse:
    """Everything with its time, and the list for the licence."""
    broadcast = seen(request, public_id)
    found = chapters_of(broadcast=broadcast)
    headings, rows = cue_sheet(found)
    labelled = [list(zip(headings, row, strict=True)) for row in rows]
    context = {"broadcast": broadcast, "chapters": found, "headings": headings, "rows": labelled}
    return render(request, "live/desk/chapters.html", context)


@desk_page(SEE_BROADCASTS)
def cue_sheet_csv(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The list for the licence, for a spreadsheet."""
    broadcast = seen(request, public_id)
    headings, rows = cue_sheet(chapters_of(broadcast=broadcast))
    name = f"what-was-sung-{broadcast.starts_at:%Y-%m-%d}-{broadcast.public_id}.csv"
    return HttpResponse(
        as_csv(headings, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
