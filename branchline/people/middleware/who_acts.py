"""Who acts in this request, and what they hold in this service."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.people.queries import holdings_of, holdings_on

from . import at_tablet
from .second_factor import has_second_factor

Handler = Callable[[HttpRequest], HttpResponse]


class WhoActs:
    """Sets `request.acting`, `request.holdings` and `request.device` (an enrolled tablet, or None).

    One query for who has signed in; none for others, unless they come from a tablet to the desk.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        service = getattr(request, "service", None)
        at_desk = is_desk(request.path_info)
        channel = Channel.DESK if at_desk else Channel.WEB
        request.holdings, request.device = (), None
        request.acting = Acting(channel=channel)
        if request.user.is_authenticated:
            request.acting = Acting(actor=Actor("account", request.user.pk), channel=channel)
            request.holdings = holdings_of(
                account_id=request.user.pk,
                service_id=service.pk if service else None,
                today=clock.today(),
            )
        elif service and at_desk:
            self._at_tablet(request)
        return self.get_response(request)

    def _at_tablet(self, request: Any) -> None:
        request.device = at_tablet.device_of(request)
        account = at_tablet.who(request, request.device) if request.device else None
        if account is None:
            return
        request.user = account
        request.acting = Acting(
            actor=Actor("account", account.pk),
            channel=Channel.DESK,
            device=request.device.public_id,
        )
        request.holdings = holdings_on(
            device=request.device, account_id=account.pk, today=clock.today()
        )

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The wall before the desk: a tablet asks for a PIN, an account for its second factor."""
        if getattr(view, "audience", "") != "desk":
            return None
        if not request.user.is_authenticated:
            return _to_tablet(request) if request.device else None
        if request.device or not request.holdings or not settings.BRANCHLINE_SECOND_FACTOR_REQUIRED:
            return None
        if has_second_factor(request):
            return None
        messages.warning(
            request,
            _(
                "Before you come to the desk, add a second way to show that it is you. It takes two minutes."
            ),
        )
        return HttpResponseRedirect(reverse("mfa_index"))


def _to_tablet(request: Any) -> HttpResponse:
    here = reverse("people:tablet", args=[request.service.slug])
    back = request.get_full_path() if request.method == "GET" else ""
    return HttpResponseRedirect(f"{here}?{urlencode({'next': back})}" if back else here)


def is_desk(path: str) -> bool:
    """Whether an address is one of the desk's: /{service}/desk/… in either language."""
    words = path.strip("/").split("/")
    return words[1:2] == ["desk"] or (words[0] == "cy" and words[2:3] == ["desk"])
