"""What is written down about requests and errors: a line of JSON each, without anybody in it.

A request is named by the pattern of its address (`<service>/bookings/cancel/<token>`), never by the
address itself: postcodes, names, tokens and visitors' addresses stay out by construction. An error is
named by its type and the places in our code; its message may quote a row, so it is left out.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

OWN = ("service", "status", "ms", "file")
"""What our own lines may say beside their words."""

log = logging.getLogger("branchline.requests")


class JsonLine(logging.Formatter):
    """One line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, words, and where an error came from."""
        request = getattr(record, "request", None)
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            # Django's words about a request end with its address.
            "says": record.getMessage() if request is None else _without_address(record),
        }
        said |= {name: getattr(record, name) for name in OWN if hasattr(record, name)}
        if isinstance(request, HttpRequest):
            said |= {"method": request.method, "page": page(request)}
        if record.exc_info and record.exc_info[0]:
            said |= {"error": record.exc_info[0].__qualname__, "in": _frames(record.exc_info[2])}
        return json.dumps(said, ensure_ascii=False, default=str)


def page(request: HttpRequest) -> str:
    """The pattern that the address fits; none fits a wrong address."""
    match = request.resolver_match
    return match.route if match else ""


def _without_address(record: logging.LogRecord) -> str:
    return record.getMessage().split(": ", 1)[0]


def _frames(where: Any) -> list[str]:
    """The last calls, innermost last."""
    return [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(where)[-12:]]


class RequestLog:
    """One line for each request: page, status, milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        service = getattr(request, "service", None)
        log.info(
            "answered",
            extra={
                "request": request,
                "service": getattr(service, "slug", ""),
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000),
            },
        )
        return response
