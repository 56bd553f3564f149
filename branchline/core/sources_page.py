"""The page that every footer leads to: whose open data we show, and by which licence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .pages import public_page
from .rooms import rooms


@public_page
def sources(request: HttpRequest) -> HttpResponse:
    """Everything that the rooms say of their sources; a statement shared by several is said once."""
    found = [source for room in rooms() for source in room.sources()]
    statements = dict.fromkeys(source.statement for source in found if source.statement)
    return render(request, "core/sources.html", {"sources": found, "statements": list(statements)})
