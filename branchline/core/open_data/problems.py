"""What the API says when it can’t answer: a sentence, as RFC 9457 has it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from branchline.core.errors import NotFound

MEDIA_TYPE = "application/problem+json"


def problem(
    *, title: str, status: int, detail: str, wrong: list[dict[str, str]] | None = None
) -> HttpResponse:
    """The answer."""
    said = {"title": title, "status": status, "detail": detail, "wrong": wrong or []}
    return JsonResponse(
        said, status=status, content_type=MEDIA_TYPE, headers={"Access-Control-Allow-Origin": "*"}
    )


def refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    """A rule says no, or nothing of that name is here."""
    return problem(title=str(refusal.title), status=refusal.status, detail=str(refusal))


def not_here(request: HttpRequest, _missing: Any) -> HttpResponse:
    """An address that leads nowhere."""
    return refused(request, NotFound())


def only_read(response: HttpResponse) -> HttpResponse:
    """Somebody wants to write: nothing can be written here."""
    answer = problem(
        title=_("We can’t do that"),
        status=405,
        detail=_("These addresses can only be read: use GET."),
    )
    answer.headers["Allow"] = response.headers.get("Allow", "GET")
    return answer


def not_understood(request: HttpRequest, trouble: Any) -> HttpResponse:
    """Something was asked for in a way that can’t be read: each with how to put it right."""
    wrong = [
        {"name": str(each["loc"][-1]), "sentence": sentence(each["type"], each.get("ctx", {}))}
        for each in trouble.errors
    ]
    detail = " ".join(f"{each['name']}: {each['sentence']}" for each in wrong)
    return problem(title=_("Please put something right"), status=422, detail=detail, wrong=wrong)


def sentence(kind: str, bounds: Mapping[str, Any]) -> str:
    """How to put one thing right, by what pydantic found."""
    match kind:
        case "literal_error" | "enum":
            return _("Say one of these: %(expected)s.") % bounds
        case "greater_than_equal":
            return _("It must be at least %(ge)s.") % bounds
        case "less_than_equal":
            return _("It must be at most %(le)s.") % bounds
        case "string_too_long":
            return _("It may have at most %(max_length)s letters.") % bounds
        case _ if kind.startswith("int"):
            return _("Say a whole number.")
        case _ if kind.startswith("date"):
            return _("Say a day as 2026-10-05.")
        case _:
            return _("We can’t read this.")
