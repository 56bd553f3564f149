"""Who acts in this request, and what they hold in this service."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel

from .queries.accounts import holdings_of

Handler = Callable[[HttpRequest], HttpResponse]


class WhoActs:
    """Sets `request.acting` and `request.holdings`. One query for who has signed in, else none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        service = getattr(request, "service", None)
        channel = Channel.DESK if is_desk(request.path_info) else Channel.WEB
        request.holdings = ()
        request.acting = Acting(channel=channel)
        if request.user.is_authenticated:
            request.acting = Acting(actor=Actor("account", request.user.pk), channel=channel)
            request.holdings = holdings_of(
                account_id=request.user.pk,
                service_id=service.pk if service else None,
                today=clock.today(),
            )
        return self.get_response(request)


def is_desk(path: str) -> bool:
    """Whether an address is one of the desk's: /{service}/desk/… in either language."""
    words = path.strip("/").split("/")
    return words[1:2] == ["desk"] or (words[0] == "cy" and words[2:3] == ["desk"])
