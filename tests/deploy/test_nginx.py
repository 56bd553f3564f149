"""Branchline behind the nginx of `deploy/`, as residents reach a real installation."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from branchline.commands.children import begin, end
from branchline.commands.serve import answers, free_port
from tests.harness.database import ME, clone
from tests.harness.serving import PATIENCE

from .nginx import HERE, HOST, MISSING, NGINX, Front, in_front
from .units import starts

pytestmark = [
    pytest.mark.walk,
    pytest.mark.xdist_group("nginx"),
    pytest.mark.skipif(not NGINX, reason=MISSING),
]
PORTS = 19300


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def front(demo_template: str, django_db_blocker: Any, home: Path) -> Iterator[Front]:
    """A real installation: no demo, an https address, started as its unit says, nginx in front."""
    web = free_port(PORTS)
    plain = free_port(web + 1)
    secure = free_port(plain + 1)
    with django_db_blocker.unblock(), clone(f"branchline_{ME}_nginx", demo_template) as name:
        environment = os.environ | {
            "BRANCHLINE_VAR": str(home / "var"),
            "BRANCHLINE_ADDRESS": f"https://{HOST}:{secure}",
            "BRANCHLINE_PROXIES": "1",
            "SECRET_KEY": "nobody guesses this key of the installation behind nginx",
            "DATABASE_URL": os.environ["DATABASE_URL"].replace("/branchline?", f"/{name}?"),
            "DATABASE_WEB_URL": os.environ["DATABASE_WEB_URL"].replace("/branchline?", f"/{name}?"),
        }
        child = begin(starts("web", there="--port 8000", instead=f"--port {web}"), environment)
        try:
            assert answers(f"http://{HERE}:{web}", PATIENCE)
            static = home / "var/static"
            with in_front(web=web, plain=plain, secure=secure, static=static, home=home) as nginx:
                yield nginx
        finally:
            end([child])


def test_a_page_comes_and_is_safe(front: Front) -> None:
    page = front.ask("/trafford/")
    assert page.status == 200
    assert "Trafford" in page.words
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Server"] == "nginx"


def test_who_comes_without_encryption_is_led_to_it(front: Front) -> None:
    """And who comes with it is not led round in circles: nginx says so, whatever a visitor says."""
    led = front.ask("/whats-on?near=M33", tls=False)
    assert (led.status, led.headers["Location"]) == (301, f"https://{HOST}/whats-on?near=M33")
    assert front.ask("/trafford/", headers={"X-Forwarded-Proto": "http"}).status == 200
    cookies = front.ask("/account/login/").cookies
    assert cookies
    assert all("Secure" in cookie for cookie in cookies)


def test_a_form_comes_back(front: Front) -> None:
    """The address that a browser names as its origin is ours behind nginx too."""
    page = front.ask("/trafford/bookings/code")
    cookie = page.cookies[0].split(";")[0]
    token = page.words.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    origin = {"Origin": f"https://{HOST}:{front.secure}", "Referer": f"https://{HOST}/"}
    body = f"csrfmiddlewaretoken={token}&code="
    path = "/trafford/bookings/code"
    assert front.ask(path, method="POST", headers=sent | origin, body=body).status == 200
    forged = sent | {"Origin": "https://elsewhere.test"}
    assert front.ask(path, method="POST", headers=forged, body=body).status == 403


def test_styles_come_from_nginx_small_and_are_kept(front: Front) -> None:
    page = front.ask("/trafford/").words
    style = next(part for part in page.split('"') if part.endswith(".css"))
    answer = front.ask(style, headers={"Accept-Encoding": "gzip"})
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    unnamed = front.ask("/static/core/img/favicon.svg")
    assert unnamed.headers["Cache-Control"] == "public, max-age=3600"
    assert front.ask("/static/../secret-key").status in {400, 404}
    assert front.ask("/static/%2e%2e/secret-key").status in {400, 404}


def test_what_is_far_too_large_gets_a_sentence(front: Front) -> None:
    """All of it is sent before the answer is read, as a browser does."""
    piece, pieces = b"x" * 2**20, 211
    answer = front.ask(
        "/trafford/desk/imports/send/people.members",
        method="POST",
        headers={"Content-Length": str(pieces * 2**20), "Content-Type": "text/csv"},
        body=(piece for _ in range(pieces)),
    )
    assert answer.status == 413
    assert "larger than 200 MB" in answer.words
    assert 'lang="cy"' in answer.words


def test_another_name_gets_no_answer(front: Front) -> None:
    for how in ({"host": "elsewhere.test"}, {"headers": {"Host": "elsewhere.test"}}):
        for tls in (True, False):
            with pytest.raises(OSError):
                front.ask("/trafford/", tls=tls, **how)


def test_nobody_hides_behind_an_invented_address(front: Front) -> None:
    """A letter's code may be tried 20 times from one network, whatever the visitor claims to be."""
    tried = [
        front.ask(
            f"/trafford/bookings/cancel/wrng-co{n:02}", headers={"X-Forwarded-For": f"192.0.2.{n}"}
        )
        for n in range(21)
    ]
    assert tried[0].status == 404
    assert tried[-1].status == 429


def test_while_nothing_of_ours_runs_nginx_says_so_kindly(
    front: Front, tmp_path: Path, home: Path
) -> None:
    nobody, plain = free_port(PORTS + 50), free_port(PORTS + 70)
    secure = free_port(plain + 1)
    static = home / "var/static"
    with in_front(web=nobody, plain=plain, secure=secure, static=static, home=tmp_path) as alone:
        answer = alone.ask("/trafford/")
    assert answer.status == 503
    assert "Nothing is lost" in answer.words
    style = next(part for part in answer.words.split('"') if part.endswith(".css"))
    assert front.ask(style).status == 200
