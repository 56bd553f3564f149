"""The one way out of a stored file: a mark for a view that loads it, as `core.pages` has for pages."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from . import files
from .models import StoredFile
from .pages import View, desk_page, machine
from .permits import PUBLIC, Permit

log = logging.getLogger("branchline.files")

SHOWN = frozenset({"image/jpeg", "image/png", "application/pdf"})
"""What a browser may show: pictures that we drew, and PDF that we wrote. The rest is saved."""

Loader = Callable[..., StoredFile]


def file_page(permit: Permit) -> Callable[[Loader], View]:
    """Mark a view that loads a file which this person may have; `PUBLIC` for anybody.

    The browser keeps a copy for itself and asks each time whether it may still show it, so a permit
    that ends, ends at once.
    """

    def mark(load: Loader) -> View:
        @wraps(load)
        def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _answer(request, load(request, *args, **kwargs))

        return machine(answer) if permit is PUBLIC else desk_page(permit)(answer)

    return mark


def _answer(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    etag = quote_etag(file.sha256)
    not_modified = get_conditional_response(request, etag=etag)
    response = HttpResponse(content_type=file.media_type)
    if not_modified is not None and not_modified.status_code == 304:
        response = HttpResponse(status=304)
    else:
        try:
            response.content = files.content(file)
        except files.FileLost:
            log.exception("stored file lost", extra={"file": file.public_id})
            raise
    shown = file.media_type in SHOWN
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if disposition := content_disposition_header(not shown, file.name):
        response.headers["Content-Disposition"] = disposition
    if file.media_type != "application/pdf":
        # A browser's own reader of PDF does not work in the sandbox.
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
