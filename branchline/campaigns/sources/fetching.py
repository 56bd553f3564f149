"""Fetch a page or a feed of somebody else's, within limits of size, time and place.

The name is resolved once and that very address is connected to, so that nobody can answer differently
the second time. Addresses inside our own network are refused, after every redirect anew.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import SplitResult, urljoin, urlsplit

from .found import CannotRead

MOST_BYTES = 2 * 1024 * 1024
SECONDS = 20.0
MOST_REDIRECTS = 4
PIECE = 64 * 1024
PORTS = {"http": 80, "https": 443}
HEADERS = {
    "User-Agent": "Branchline (library campaigns)",
    "Accept": "text/calendar, text/html;q=0.9, application/ld+json;q=0.9",
    # Nothing that grows when it is unpacked.
    "Accept-Encoding": "identity",
    "Connection": "close",
}


def fetch(address: str, *, from_here: bool, seconds: float = SECONDS) -> bytes:
    """The bytes at an address. `from_here`: this machine and plain http are allowed (demo, tests).

    Raises `CannotRead`.
    """
    ends = time.monotonic() + seconds
    for _turn in range(MOST_REDIRECTS + 1):
        answer = _ask(_parts(address, from_here=from_here), from_here=from_here, ends=ends)
        if isinstance(answer, bytes):
            return answer
        address = urljoin(address, answer)
    raise CannotRead("redirects")


def _parts(address: str, *, from_here: bool) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as wrong:
        raise CannotRead("address") from wrong
    if parts.scheme not in (("https", "http") if from_here else ("https",)):
        raise CannotRead("https")
    if not parts.hostname or parts.username or any(ord(c) < 33 for c in address):
        raise CannotRead("address")
    if not from_here and port not in (None, PORTS[parts.scheme]):
        raise CannotRead("address")
    return parts


def _ask(parts: SplitResult, *, from_here: bool, ends: float) -> bytes | str:
    """The body, or where it has moved to."""
    connection = _connect(parts, from_here=from_here, ends=ends)
    try:
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=HEADERS)
        # An answer of somebody who hangs up after it outlives its connection: it is closed by itself.
        with connection.getresponse() as answer:
            if answer.status in (301, 302, 303, 307, 308):
                return answer.headers.get("Location") or ""
            if answer.status != 200:
                raise CannotRead("status")
            if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise CannotRead("packed")
            return _body(answer, ends)
    except TimeoutError as slow:
        raise CannotRead("slow") from slow
    except (OSError, ValueError, http.client.HTTPException) as trouble:
        raise CannotRead("no_answer") from trouble
    finally:
        connection.close()


def _connect(parts: SplitResult, *, from_here: bool, ends: float) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        where = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as unknown:
        raise CannotRead("no_answer") from unknown
    if not from_here and not all(_is_public(str(one)) for one in where):
        raise CannotRead("inside")
    left = ends - time.monotonic()
    if left <= 0:
        raise CannotRead("slow")
    connection = http.client.HTTPConnection(host, port, timeout=left)
    try:
        plain = socket.create_connection((sorted(str(one) for one in where)[0], port), timeout=left)
        connection.sock = plain
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError as trouble:
        connection.close()
        said = "slow" if isinstance(trouble, TimeoutError) else "no_answer"
        raise CannotRead(said) from trouble
    return connection


def _is_public(address: str) -> bool:
    """Neither this machine nor its network, however it is written (RFC 6890, mapped IPv4 too)."""
    one = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    return one.is_global and not one.is_multicast and (mapped is None or mapped.is_global)


def _body(answer: http.client.HTTPResponse, ends: float) -> bytes:
    pieces, size = [], 0
    while piece := answer.read1(PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise CannotRead("large")
        if time.monotonic() > ends:
            raise CannotRead("slow")
        pieces.append(piece)
    return b"".join(pieces)
