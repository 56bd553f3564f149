"""The pages at the scale of the country: real HTTP to the real server, each time another address."""

import http.client
import subprocess
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .addresses import kinds, largest_service
from .measure import RUNS, Measured, measure

COUNTED = 12
"""Addresses of each kind whose queries are counted."""


@contextmanager
def serving(address: str) -> Iterator[int]:
    """Granian as `branchline serve` starts it; gives the port."""
    from branchline.commands.children import end
    from branchline.commands.serve import answers, web

    port = int(address.rsplit(":", 1)[1])
    server = subprocess.Popen(web("127.0.0.1", port, 2), start_new_session=True)
    try:
        if not answers(f"http://127.0.0.1:{port}"):
            raise RuntimeError("the web server does not answer")
        yield port
    finally:
        end([server])


def pages(address: str, *, called: Sequence[str] = ("",)) -> Iterator[Measured]:
    """Every page that must be quick and has one of these words in its name, against /robots.txt."""
    cookie = _manager_of_the_largest()
    with serving(address) as port:
        visit = Visitor(port)
        robots = visit.to("/robots.txt")
        for kind in kinds(cookie):
            if not any(word in kind.name for word in called):
                continue
            as_who = cookie if kind.desk else ""
            runs = [
                visit.to(kind.addresses[n % len(kind.addresses)], as_who, kind.status)
                for n in range(RUNS)
            ]
            for run in (*runs[:4], robots, robots):
                run()
            counted = [
                count_queries(path, as_who, kind.status) for path in kind.addresses[:COUNTED]
            ]
            yield measure(kind.name, runs, reference=robots, limit=kind.limit, queries=counted)


class Visitor:
    """One browser with an open connection. Anything but a page is a mistake of ours."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def to(self, path: str, cookie: str = "", status: int = 200) -> Callable[[], object]:
        """A visit to one address."""
        headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}

        def visit() -> None:
            self.connection.request("GET", path, headers=headers)
            answer = self.connection.getresponse()
            answer.read()
            if answer.status != status:
                raise RuntimeError(f"{path} answers {answer.status}")

        return visit


def count_queries(path: str, cookie: str, status: int = 200) -> int:
    """How many statements one visit takes, those of transaction and scope among them."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    if cookie:
        client.cookies["sessionid"] = cookie
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != status:
        raise RuntimeError(f"{path} answers {answer.status_code} to the counter")
    return len(queries)


def _manager_of_the_largest() -> str:
    """A signed-in session of somebody who may see everything of the largest service."""
    from django.test import Client

    from branchline.core import clock
    from branchline.core.acting import job
    from branchline.core.scoping import scope
    from branchline.people.actions import appoint_manager

    service = largest_service()
    with scope(service.pk):
        membership = appoint_manager(
            email=f"bench.{uuid.uuid4().hex}@manager.test",
            name="Bench",
            service=service,
            by=job("bench"),
            now=clock.now(),
        )
    client = Client()
    client.force_login(
        membership.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client.cookies["sessionid"].value
