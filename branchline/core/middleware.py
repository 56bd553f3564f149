"""What every request passes on its way in."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import Resolver404, is_valid_path, resolve
from django.utils import translation
from django.utils.encoding import escape_uri_path

from .errors import NeedsAButton, Refusal

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageByAddress:
    """`/cy/…` is Welsh, everything else English; never guessed from the browser or a cookie."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.split("/", 2)[1] if "/" in request.path_info else ""
        known = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
        language = first if first in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class SameForAll:
    """A page marked `core.pages.same_for_all` sees nobody's cookies and sets none, so caches may keep it.

    Stands outside whatever reads a cookie. Addresses are only looked up for those who bring some.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.COOKIES and _is_same_for_all(request.path_info):
            request.COOKIES = {}
            request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if request.resolver_match and _marked_same(request.resolver_match.func):
            response.cookies.clear()
            _vary_without_cookie(response)
        return response


def _is_same_for_all(path: str) -> bool:
    try:
        return _marked_same(resolve(path).func)
    except Resolver404:
        return False


def _marked_same(view: object) -> bool:
    return bool(getattr(view, "same_for_all", False))


def _vary_without_cookie(response: HttpResponse) -> None:
    named = [each.strip() for each in response.headers.get("Vary", "").split(",")]
    kept = [each for each in named if each and each.lower() != "cookie"]
    del response.headers["Vary"]
    if kept:
        response.headers["Vary"] = ", ".join(kept)


class NoNul:
    """A NUL in an address is never a person's; PostgreSQL takes none, so no page has to think of it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)


class EitherSlash:
    """An address typed with a slash too many leads to the page (one too few: CommonMiddleware)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.endswith("/") and not is_valid_path(path) and is_valid_path(path.rstrip("/")):
            query = request.META.get("QUERY_STRING", "")
            address = escape_uri_path(path.rstrip("/")) + (f"?{query}" if query else "")
            return HttpResponsePermanentRedirect(address)
        return self.get_response(request)


class RefusalsAsPages:
    """A refusal that no view has put at a form's field becomes a page with its sentence.

    So does Django's own wordless answer to somebody who opens an address made for forms.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not (isinstance(answer, HttpResponseNotAllowed) and request.method == "GET"):
            return answer
        page = _page_of(request, NeedsAButton())
        page.headers["Allow"] = answer.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return _page_of(request, problem) if isinstance(problem, Refusal) else None


def _page_of(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "core/refusal.html", {"refusal": refusal}, status=refusal.status)
