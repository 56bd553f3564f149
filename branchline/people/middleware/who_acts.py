"""Who acts in this request, and what they hold in this service."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.core.acting import Acting, Actor, Channel
from branchline.core.presence import Desk, Presence
from branchline.people.models import Account, Device
from branchline.people.parts import desk_of, national_desk_of
from branchline.people.queries import holdings_of, holdings_on, services_of
from branchline.places.models import Service

from . import at_tablet, devices
from .second_factor import WANTED, has_second_factor

Handler = Callable[[HttpRequest], HttpResponse]


class WhoActs:
    """Sets `request.acting`, `request.holdings` and `request.device` (an enrolled tablet at its own desk).

    One query for who has signed in; none for others, unless they come from a tablet.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        service = getattr(request, "service", None)
        at_desk = is_desk(request.path_info)
        channel = Channel.DESK if at_desk else Channel.WEB
        request.holdings, request.device, request.presence = (), None, None
        request.acting = Acting(channel=channel)
        tablet = request.tablet = at_tablet.device_of(request)
        if tablet is not None and request.user.is_authenticated:
            # A tablet on a counter is nobody's own: whoever comes next would be that person.
            logout(request)
        if request.user.is_authenticated:
            request.acting = Acting(actor=Actor("account", request.user.pk), channel=channel)
            request.holdings = holdings_of(
                account_id=request.user.pk,
                service_id=service.pk if service else None,
                today=clock.today(),
            )
            request.presence = _presence(request, service)
            devices.note(request, request.user)
        elif tablet is not None and service and at_desk and tablet.service_id == service.pk:
            self._at_tablet(request, tablet)
        return self.get_response(request)

    def _at_tablet(self, request: Any, tablet: Device) -> None:
        request.device = tablet
        account = at_tablet.who(request, tablet)
        if account is None:
            return
        request.user = account
        devices.note(request, account, f"{tablet.name}, {tablet.branch}")
        request.acting = Acting(
            actor=Actor("account", account.pk),
            channel=Channel.DESK,
            device=tablet.public_id,
        )
        request.holdings = holdings_on(device=tablet, account_id=account.pk, today=clock.today())

        request.presence = Presence(
            name=str(account),
            tablet=tablet.name,
            leave_address=reverse("people:leave_tablet", args=[tablet.service.slug]),
        )

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The wall before the desk: a tablet asks for a PIN, an account for its second factor."""
        if request.tablet is not None and is_account(request.path_info):
            return _not_here(request)
        if getattr(view, "audience", "") != "desk":
            return None
        if not request.user.is_authenticated:
            alone = getattr(view, "without_pin", False)
            return _to_tablet(request) if request.device and not alone else None
        if request.device or not request.holdings or not settings.BRANCHLINE_SECOND_FACTOR_REQUIRED:
            return None
        if has_second_factor(request):
            request.session.pop(WANTED, None)
            return None
        if request.method == "GET":
            request.session[WANTED] = request.get_full_path()
        return HttpResponseRedirect(reverse("mfa_index"))


def _presence(request: Any, service: Service | None) -> Presence:
    account = request.user
    return Presence(
        name=account.name,
        own_address=reverse("people:account"),
        leave_address=reverse("account_logout"),
        find_desks=lambda: [*_desks(account, service), *_national_desk(request)],
    )


def _desks(account: Account, service: Service | None) -> list[Desk]:
    held = services_of(account=account, today=clock.today())
    return [
        Desk(str(at.name), desk_of(at.slug, roles), at == service) for at, roles in held.items()
    ]


def _national_desk(request: Any) -> list[Desk]:
    """The desk of those who work for the whole country, which is no service's."""
    address = national_desk_of(held.role for held in request.holdings)
    current = request.path.startswith(address) if address else False
    return [Desk(_("The whole country"), address, current)] if address else []


def _not_here(request: Any) -> HttpResponse | None:
    """At a shared tablet nobody signs in as themselves; leaving it is always possible."""
    if request.resolver_match.view_name == "people:sign_out":
        return None
    messages.info(
        request,
        _(
            "This tablet is shared, so it opens with a PIN. For your own account, use another device."
        ),
    )
    return HttpResponseRedirect(reverse("people:tablet", args=[request.tablet.service.slug]))


def _to_tablet(request: Any) -> HttpResponse:
    here = reverse("people:tablet", args=[request.service.slug])
    back = request.get_full_path() if request.method == "GET" else ""
    return HttpResponseRedirect(f"{here}?{urlencode({'next': back})}" if back else here)


def is_desk(path: str) -> bool:
    """Whether an address is one of the desk's: /{service}/desk/… in either language."""
    words = path.strip("/").split("/")
    return words[1:2] == ["desk"] or (words[0] == "cy" and words[2:3] == ["desk"])


def is_account(path: str) -> bool:
    """Whether an address is one of an account's: /account/… in either language."""
    words = path.strip("/").split("/")
    return words[1:2] == ["account"] if words[0] == "cy" else words[0] == "account"
