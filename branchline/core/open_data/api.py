"""All routers of all rooms as one API, its addresses and its document."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import get_schema

from branchline.core.errors import Refusal
from branchline.core.fetching import fetched
from branchline.core.pages import machine
from branchline.core.rooms import rooms

from . import problems

VERSION = "1.0"
PREFIX = "api/v1/"


@cache
def house_api() -> NinjaAPI:
    """One for the whole house; a room’s routers are found by its nameplate."""
    api = NinjaAPI(
        title="Branchline: open data of libraries",
        version=VERSION,
        description="What is on, and where libraries are: facts without people, free to read.",
        docs_url=None,
        openapi_url=None,
        urls_namespace="open_data",
    )
    for room in rooms():
        for router in room.open_data():
            api.add_router("", router)
    api.add_exception_handler(Refusal, problems.refused)
    api.add_exception_handler(Http404, problems.not_here)
    api.add_exception_handler(ValidationError, problems.not_understood)
    return api


def addresses() -> list[URLPattern]:
    """Where the operations are, and an answer for whatever is not there."""
    found = [
        path(PREFIX + each.pattern._route, answered(each.callback), name=each.name)  # type: ignore[union-attr]
        for each in house_api()._get_urls()
        if isinstance(each, URLPattern) and each.name != "api-root"
    ]
    return [*found, re_path(rf"^{PREFIX}[\s\S]*$", nowhere, name="nowhere")]


def answered(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """An operation as a view of the house: kept for a while by whoever asked, 304 while it is the same."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code == 405:
            return problems.only_read(response)
        if response.status_code != 200:
            return response
        return fetched(request, response.content, media_type=response.headers["Content-Type"])

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return machine(answer)


@machine
def nowhere(request: HttpRequest) -> HttpResponse:
    """An address of the API that leads nowhere."""
    return problems.not_here(request, Http404())


def document() -> dict[str, Any]:
    """The API described as OpenAPI 3.1 has it; what goes wrong is a problem of RFC 9457."""
    said: dict[str, Any] = dict(get_schema(house_api(), path_prefix=f"/{PREFIX}"))
    for operations in said["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                if int(status) >= 400 and "application/json" in content:
                    content[problems.MEDIA_TYPE] = content.pop("application/json")
    return said
