"""The same queue over HTTP: sixty browsers press "next call", read the call screen, think, and report.

Each request passes the web server that a library runs, with its two processes; what is told is how long the press that
claims takes, until the page that it leads to is named.
"""

import http.client
import os
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import time as wall
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from .town import Town

THINKS = 2.0
"""Issue "Calls", must reach: seconds between the call screen and its report."""
FOR = 40.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
HIDDEN = re.compile(r'name="(slip|key)"(?: value="([^"]*)")?')


class Trouble(RuntimeError):
    """A page did not lead on."""


def over_http(town: Town) -> list[float]:
    """Seconds of each press that took a call out, by all callers. Raises Trouble."""
    from branchline.commands.children import begin, end
    from branchline.commands.serve import answers, web

    cookies = _sign_in(town)
    port = int(os.environ["BRANCHLINE_ADDRESS"].rsplit(":", 1)[1])
    children = [begin(web("127.0.0.1", port, 2))]
    try:
        if not answers(f"http://127.0.0.1:{port}", 120):
            raise Trouble("the web server does not answer")
        until = time.monotonic() + FOR
        with ThreadPoolExecutor(len(cookies)) as pool:
            found = list(pool.map(lambda cookie: _Caller(port, cookie).rings(until), cookies))
    finally:
        end(children)
    return [seconds for each in found for seconds in each]


def _sign_in(town: Town) -> Sequence[str]:
    """Everybody who rings has an account, their checks, and a session; the round rings at any hour of this day."""
    from django.test import Client

    from branchline.people.models import Organisation, OrganisationKind
    from branchline.places.models import Service

    _due_today(town)
    service = Service.objects.get(pk=town.service)
    organisation = Organisation.objects.create(
        kind=OrganisationKind.LIBRARY_SERVICE, name=service.name, service=service
    )
    cookies = []
    for number in town.workers:
        client = Client()
        account = _may_ring(number, service, organisation)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookies.append(client.cookies["sessionid"].value)
    return cookies


def _may_ring(number: int, service: Any, organisation: Any) -> Any:
    """The account of a caller, who has every check and training that calls ask for."""
    from branchline.core import clock
    from branchline.core.acting import job
    from branchline.core.permits import Role
    from branchline.core.scoping import scope
    from branchline.people import actions as people
    from branchline.people.models import Account, Doing, Membership, Worker
    from branchline.people.queries import NEEDED

    now, by = clock.now(), job("bench")
    since = clock.today() - timedelta(days=7)
    account = Account.objects.create_user(f"caller.{number}@bench.test", name=f"Caller {number}")
    Membership.objects.create(
        account=account, organisation=organisation, service=service, role=Role.CALLER,
        all_branches=True, valid_from=since,
    )  # fmt: skip
    with scope(service.pk):
        worker = Worker.objects.get(pk=number)
        Worker.objects.filter(pk=number).update(account=account)
        needed = NEEDED[worker.kind, Doing.CALLS]
        for check in needed.checks:
            people.note_check(worker=worker, kind=check, seen_on=since, by=by, now=now)
        for training in needed.trainings:
            people.note_training(worker=worker, kind=training, done_on=since, by=by, now=now)
    return account


def _due_today(town: Town) -> None:
    from branchline.calls.models import CallRound, RoundPerson
    from branchline.core import clock
    from branchline.core.scoping import scope

    due = clock.now() - timedelta(hours=1)
    with scope(town.service):
        CallRound.objects.update(begins=wall(0), ends=wall(23, 59, 59))
        RoundPerson.objects.update(due_at=due, open_to_all_at=due)


class _Caller:
    """One browser that stays connected."""

    def __init__(self, port: int, session: str) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = f"sessionid={session}"
        self.calls = "/bench-calls/desk/calls"

    def rings(self, until: float) -> list[float]:
        taken = []
        page = self.get(self.calls)
        # Not all in the same moment: they came to work one after the other.
        time.sleep(threading.get_ident() % 200 / 100)
        while time.monotonic() < until:
            began = time.perf_counter()
            screen = self.post(f"{self.calls}/next", page)
            taken.append(time.perf_counter() - began)
            page = self.get(screen)
            time.sleep(THINKS)
            done = self.post(screen, page, outcome="no_answer", **dict(HIDDEN.findall(page)))
            page = self.get(done)
        return taken

    def get(self, path: str) -> str:
        """The page there."""
        self.http.request("GET", path, headers={"Cookie": self.cookies})
        answer = self.http.getresponse()
        page = answer.read().decode()
        if answer.status != 200:
            raise Trouble(f"{path} answers {answer.status}")
        if set_ := re.search(r"csrftoken=(\w+)", answer.headers["Set-Cookie"] or ""):
            self.cookies += f"; csrftoken={set_[1]}"
        return page

    def post(self, path: str, page: str, **said: str) -> str:
        """Send a form of the page; where it leads."""
        token = TOKEN.search(page)
        body = urlencode({**said, "csrfmiddlewaretoken": token[1] if token else ""})
        kind = "application/x-www-form-urlencoded"
        self.http.request("POST", path, body, {"Cookie": self.cookies, "Content-Type": kind})
        answer = self.http.getresponse()
        answer.read()
        if answer.status != 302:
            raise Trouble(f"{path} answers {answer.status} to a form")
        return str(answer.headers["Location"])
