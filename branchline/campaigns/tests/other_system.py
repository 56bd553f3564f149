"""Somebody else's web server, and what it says: calendars, and pages in schema.org's words."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from branchline.core.clock import london

BEGINS, UNTIL = london(2026, 10, 5), london(2026, 10, 12)


class OtherSystem(ThreadingHTTPServer):
    """A web server of somebody else's. `pages`: what it answers, by path."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.pages: dict[str, Callable[[Answering], None]] = {}

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def say(self, path: str, body: bytes, kind: str = "text/calendar", **headers: str) -> str:
        self.pages[path] = lambda answer: answer.give(200, body, {"Content-Type": kind, **headers})
        return self.at(path)


class Answering(BaseHTTPRequestHandler):
    server: OtherSystem

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        try:
            page(self) if page else self.give(404, b"", {})
        except (BrokenPipeError, ConnectionResetError):
            pass

    def give(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""


def calendar(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(
    title: str = "Coffee",
    start: str = "20261006T103000",
    uid: str = "",
    place: str = "",
    **more: str,
) -> str:
    said = {
        "UID": uid or f"{title}@other.test",
        "DTSTART;TZID=Europe/London": start,
        "SUMMARY": title,
        "LOCATION": place,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    lines = [f"{name}:{value}" for name, value in said.items() if value]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def said(thing: Any) -> str:
    """JSON as a careful system writes it into a page."""
    return json.dumps(thing).replace("</", "<\\/")


def page(*things: Any) -> bytes:
    scripts = "".join(f'<script type="application/ld+json">{said(t)}</script>' for t in things)
    return f"<!doctype html><title>On</title>{scripts}<p>Hello".encode()


def thing(**more: Any) -> dict[str, Any]:
    said = {
        "@type": "Event",
        "name": "Talk",
        "startDate": "2026-10-06T19:00:00+01:00",
        "url": "/talk",
    }
    return said | more
