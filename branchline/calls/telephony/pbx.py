"""The council's PBX, through a small Kamailio beside us (deploy/kamailio.cfg): it rings the caller's desk first, and,
picked up, has that telephone ring the person (`dlg.bridge_dlg`: INVITE, then REFER). Nobody types a number.

We talk to it by JSON-RPC over HTTP on the same machine. It writes the newest SIP code of each number into a table
(`rung`), where we read it, and tells the person called the branch's number (`shown`: P-Asserted-Identity, RFC 3325).
"""

import json
import time
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings

from .calling import PATIENCE, Call, CantRing
from .codes import is_final

REACH = 3.0
LOOK = 0.25
"""Seconds between two looks at how it goes."""
DESK_PATIENCE = 20.0
"""Seconds in which the caller picks up their own telephone."""


class Pbx:
    """Kamailio's dialog module bridges; its table is read until the number has a final code."""

    name = "pbx"

    def dial(self, call: Call) -> int:
        """See `Telephone.dial`."""
        number, desk = call.dialled, call.desk
        where = settings.BRANCHLINE_SIP_DOMAIN
        try:
            for table, key in (("rung", number), ("rung", _user(desk)), ("shown", number)):
                _forget(table, key)
            if call.shown:
                _ask("htable.sets", ["shown", number, call.shows])
            _ask("dlg.bridge_dlg", [desk, f"sip:{number}@{where}", f"sip:{where};lr"])
            return _watched(number, _user(desk))
        except (OSError, ValueError) as trouble:
            raise CantRing from trouble

    def is_there(self) -> bool:
        """Whether it can be told what to do."""
        try:
            _ask("core.version", [])
        except (OSError, ValueError, _NotThere):
            return False
        return True


def _watched(number: str, desk: str) -> int:
    """The final code of the number; CantRing when it was never rung."""
    began = time.monotonic()
    while (waited := time.monotonic() - began) < PATIENCE + DESK_PATIENCE:
        code = _newest(number)
        if is_final(code):
            return code
        if not code and (waited > DESK_PATIENCE or _newest(desk) >= 300):
            # Nobody picked the desk's telephone up.
            raise CantRing
        time.sleep(LOOK)
    return 408


def _user(address: str) -> str:
    return address.removeprefix("sip:").partition("@")[0]


def _newest(key: str) -> int:
    """The newest code of a number; 0 when it was not rung."""
    try:
        return int(_ask("htable.get", ["rung", key])["item"]["value"])
    except _NotThere:
        return 0


def _forget(table: str, key: str) -> None:
    try:
        _ask("htable.delete", [table, key])
    except _NotThere:
        return


class _NotThere(Exception):
    """The PBX answers that it has no such thing."""


def _ask(method: str, values: list[str]) -> Any:
    """What the PBX answers. Raises OSError, ValueError, _NotThere."""
    asked = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": values}).encode()
    request = urllib.request.Request(  # noqa: S310 (the address is a setting)
        settings.BRANCHLINE_PBX_ADDRESS, asked, {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=REACH) as answer:  # noqa: S310
            said = json.load(answer)
    except urllib.error.HTTPError as trouble:
        if trouble.code not in (404, 500):
            raise
        raise _NotThere from trouble
    if "error" in said:
        raise _NotThere(str(said["error"]))
    return said["result"]
