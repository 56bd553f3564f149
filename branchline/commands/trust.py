"""The page by which a phone learns to trust a demo, served without encryption since no phone trusts it yet: only this
page and the certificate, to whoever is in the same network, while the demo runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import segno

CERTIFICATE = "/branchline.crt"


def page(address: str) -> str:
    """The page, in both languages."""
    from django.template.loader import render_to_string
    from django.utils.translation import override

    parts = []
    for language in ("en", "cy"):
        with override(language):
            parts.append(render_to_string("live/trust.html", {"address": address, "language": language, "certificate": CERTIFICATE}))  # fmt: skip
    return render_to_string("live/trust_page.html", {"parts": parts})


def qr(address: str) -> str:
    """The same address to be photographed from the terminal."""
    from io import StringIO

    out = StringIO()
    segno.make(address, error="m").terminal(out, compact=True)
    return out.getvalue()


@contextmanager
def teaching(host: str, port: int, *, address: str, certificate: Path) -> Iterator[None]:
    """While this lasts, the page is there."""
    answers = {
        "/": ("text/html; charset=utf-8", page(address).encode()),
        CERTIFICATE: ("application/x-x509-ca-cert", certificate.read_bytes()),
    }
    server = ThreadingHTTPServer((host, port), _handler(answers))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _handler(answers: dict[str, tuple[str, bytes]]) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = answers.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody's address is written down."""

    return Answering
