"""The player for the council's own website: the words to copy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from branchline.core.pages import desk_page
from branchline.core.requests import ServiceRequest

from ..models import Broadcast
from ..permits import SEE_BROADCASTS
from .finding import seen


@desk_page(SEE_BROADCASTS)
def embedding(request: ServiceRequest, public_id: str) -> HttpResponse:
    """The snippet in both languages."""
    found = seen(request, public_id)
    where = [request.service.slug, found.public_id]
    context = {
        "broadcast": found,
        "boxes": [_box(request, found, where, language) for language in ("en", "cy")],
        "here": reverse("live:embed", args=where),
    }
    return render(request, "live/desk/embedding.html", context)


def _box(
    request: HttpRequest, broadcast: Broadcast, where: list[str], language: str
) -> dict[str, str]:
    with override(language):
        context = {
            "box": request.build_absolute_uri(reverse("live:embed", args=where)),
            "page": request.build_absolute_uri(reverse("live:watch", args=where)),
            "broadcast": broadcast,
            "language": language,
        }
        return {
            "language": language,
            "name": _("English") if language == "en" else _("Cymraeg"),
            "snippet": render_to_string("live/desk/_snippet.html", context, request).strip(),
        }
