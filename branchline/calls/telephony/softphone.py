"""A softphone on the caller's machine, rung by its control port: baresip's `ctrl_tcp`.

JSON in netstrings ("12:{...},"), a command and what comes of it: RINGING, ESTABLISHED, CLOSED with the SIP code in words
("486 Busy Here"). The port has no password: it belongs on the same machine or behind a tunnel (deploy/README.md).
Whose number is shown is for the softphone's own account to say, and for the exchange behind it.
"""

import json
import re
import socket
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from .calling import PATIENCE, Call, CantRing
from .codes import ANSWERED

REACH = 3.0
"""Seconds until the softphone must have answered that it is there."""
LONGEST = 65_536
"""Bytes of one message. Its own are some hundred."""


class Softphone:
    """One connection a call, closed as soon as it is known how it went; the call itself goes on."""

    name = "softphone"

    def dial(self, call: Call) -> int:
        """See `Telephone.dial`."""
        host, _, port = call.desk.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=REACH) as line:
                return _ring(line, call)
        except (OSError, ValueError) as trouble:
            raise CantRing from trouble


def _ring(line: socket.socket, call: Call) -> int:
    peer = f"sip:{call.dialled}@{settings.BRANCHLINE_SIP_DOMAIN}"
    _say(line, "dial", peer)
    until = time.monotonic() + PATIENCE
    rings = False
    for said in _heard(line, until):
        if said.get("response") and not rings and not said.get("ok"):
            raise CantRing
        if said.get("class") != "call" or call.dialled not in str(said.get("peeruri", "")):
            continue
        match said.get("type"):
            case "CALL_ESTABLISHED":
                return ANSWERED
            case "CALL_CLOSED":
                return _code(str(said.get("param", "")))
            case _:
                rings = True
    # Nobody is there: stop ringing, as somebody who puts the receiver down.
    _say(line, "hangup", "")
    return 408


def _code(words: str) -> int:
    """Of "486 Busy Here"; a call that ended without one was ended at the desk."""
    found = re.match(r"[3-6]\d\d\b", words)
    return int(found[0]) if found else 487


def _say(line: socket.socket, command: str, about: str) -> None:
    said = json.dumps({"command": command, "params": about}).encode()
    line.sendall(b"%d:%s," % (len(said), said))


def _heard(line: socket.socket, until: float) -> Iterator[dict[str, Any]]:
    """Each message as it comes, until that moment. Raises OSError when the softphone goes away."""
    rest = b""
    while (left := until - time.monotonic()) > 0:
        line.settimeout(left)
        try:
            came = line.recv(LONGEST)
        except TimeoutError:
            return
        if not came:
            raise ConnectionError("the softphone has gone")
        rest += came
        while (found := re.match(rb"(\d{1,5}):", rest)) is not None:
            ends = found.end() + int(found[1])
            if len(rest) <= ends:
                break
            said = json.loads(rest[found.end() : ends])
            rest = rest[ends + 1 :]
            if isinstance(said, dict):
                yield said
        if len(rest) > 2 * LONGEST:
            raise ConnectionError("that is no softphone")
