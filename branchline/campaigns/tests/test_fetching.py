"""Fetching from other systems: limits of size, time and place."""

import gzip
import time
from collections.abc import Callable
from typing import Any

import pytest

from branchline.campaigns.sources import CannotRead, fetch

from .other_system import Answering, OtherSystem


def problem(address: str, **how: Any) -> str:
    with pytest.raises(CannotRead) as refused:
        fetch(address, **{"from_here": True, "seconds": 2.0, **how})
    return refused.value.code


def test_limits_of_size_time_and_packing(other: OtherSystem) -> None:
    assert fetch(other.say("/good", b"hello"), from_here=True) == b"hello"
    assert problem(other.say("/large", b"x" * (3 * 1024 * 1024))) == "large"
    bomb = gzip.compress(b"\0" * 10_000_000)
    assert problem(other.say("/bomb", bomb, **{"Content-Encoding": "gzip"})) == "packed"
    assert problem(other.at("/nothing")) == "status"

    def drip(answer: Answering) -> None:
        answer.send_response(200)
        answer.end_headers()
        for _turn in range(100):
            answer.wfile.write(b".")
            answer.wfile.flush()
            time.sleep(0.1)

    other.pages["/drip"] = drip
    began = time.monotonic()
    assert problem(other.at("/drip"), seconds=1.0) == "slow"
    assert time.monotonic() - began < 4


def to(address: str) -> Callable[[Answering], None]:
    return lambda answer: answer.give(302, b"", {"Location": address})


def test_redirects_are_followed_a_little_and_never_inside(other: OtherSystem) -> None:
    other.say("/good", b"hello")
    other.pages["/moved"] = to("/good")
    other.pages["/round"] = to("/round")
    other.pages["/file"] = to("file:///etc/passwd")
    other.pages["/nowhere"] = to("")
    assert fetch(other.at("/moved"), from_here=True) == b"hello"
    assert problem(other.at("/round")) == "redirects"
    assert problem(other.at("/file")) == "https"
    assert problem(other.at("/nowhere")) == "redirects"


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/feed.ics",
        "https://localhost/feed.ics",
        "https://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://0.0.0.0/",
        "https://2130706433/",
    ],
)
def test_nothing_inside_our_own_network_is_fetched(address: str) -> None:
    assert problem(address, from_here=False) in {"inside", "no_answer"}


def test_only_https_and_its_own_port_from_outside() -> None:
    assert problem("http://example.test/", from_here=False) == "https"
    assert problem("ftp://example.test/", from_here=True) == "https"
    assert problem("https://example.test:22/", from_here=False) == "address"
    assert problem("https://user:word@example.test/", from_here=False) == "address"
    assert problem("https://exam ple.test/", from_here=False) == "address"
