"""Somebody at the desk, for tests of its pages."""

import re
from types import SimpleNamespace
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponseBase
from django.test import RequestFactory

from branchline.core import clock
from branchline.core.acting import NOBODY
from branchline.core.permits import Holding, Reach, Role

from .conftest import NOON, Desk


class Staff:
    """Somebody at the desk of a service, without a browser."""

    def __init__(self, desk: Desk, role: Role = Role.BRANCH_STAFF, service_id: int = 0) -> None:
        self.desk = desk
        self.holdings = (Holding(role, Reach(service_id or desk.service.pk)),)

    def visit(self, view: Any, *args: Any, query: str = "", **data: Any) -> HttpResponseBase:
        """GET, or POST with `data`."""
        posts = "post" in data
        data.pop("post", None)
        make = RequestFactory().post if posts else RequestFactory().get
        request: Any = make(f"/alder/desk/messages?{query}", data)
        request.service, request.holdings, request.acting = (
            self.desk.service,
            self.holdings,
            NOBODY,
        )
        request.user = SimpleNamespace(is_authenticated=True, is_active=True)
        request.csp_nonce, request.htmx = "", False
        request._messages = CookieStorage(request)
        with clock.at(NOON):
            answer: HttpResponseBase = view(request, *args)
        return answer

    def reads(self, view: Any, *args: Any, query: str = "") -> str:
        """The words of a page."""
        answer: Any = self.visit(view, *args, query=query)
        assert answer.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())

    def does(self, view: Any, *args: Any, **data: Any) -> HttpResponseBase:
        """Press a button."""
        return self.visit(view, *args, post=True, **data)
