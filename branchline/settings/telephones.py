"""How callers ring: with their own telephones, a softphone, or the PBX that rings their desk first."""

import re

from django.core.exceptions import ImproperlyConfigured

from .environment import address, env

BRANCHLINE_TELEPHONE_BY: str = env.str("BRANCHLINE_TELEPHONE_BY", default="link")
"""link, softphone or pbx."""

BRANCHLINE_TELEPHONES: dict[str, str] = {
    who.casefold(): desk for who, desk in env.dict("BRANCHLINE_TELEPHONES", default={}).items()
}
"""The telephone on each caller's desk, by the address with which they sign in; whoever has none rings with their own."""

BRANCHLINE_SIP_DOMAIN: str = env.str("BRANCHLINE_SIP_DOMAIN", default="")
"""What stands after the @ of a number that is rung."""

BRANCHLINE_PBX_ADDRESS: str = address("BRANCHLINE_PBX_ADDRESS", "http://127.0.0.1:5066/RPC")
"""Where the Kamailio of deploy/kamailio.cfg is told what to do."""

_shapes = {
    "softphone": (r"[\w.\-]+:\d{1,5}", "the softphone’s control port, 127.0.0.1:4444"),
    "pbx": (r"sip:[\w.+\-]+@[\w.\-]+(:\d{1,5})?", "the desk’s address, sip:101@pbx.example.org"),
}
if BRANCHLINE_TELEPHONE_BY != "link":
    if BRANCHLINE_TELEPHONE_BY not in _shapes:
        raise ImproperlyConfigured(
            f"BRANCHLINE_TELEPHONE_BY is {BRANCHLINE_TELEPHONE_BY}: write link, softphone or pbx."
        )
    if not re.fullmatch(r"[\w.\-]+(:\d{1,5})?", BRANCHLINE_SIP_DOMAIN):
        raise ImproperlyConfigured(
            f"BRANCHLINE_SIP_DOMAIN is {BRANCHLINE_SIP_DOMAIN or 'empty'}: write what stands after the @ of a"
            " number that is rung, pbx.example.org or 127.0.0.1:5060."
        )
    _shape, _example = _shapes[BRANCHLINE_TELEPHONE_BY]
    for _who, _desk in BRANCHLINE_TELEPHONES.items():
        if not re.fullmatch(_shape, _desk):
            raise ImproperlyConfigured(
                f"BRANCHLINE_TELEPHONES says {_desk} for {_who}: write {_example}."
            )
