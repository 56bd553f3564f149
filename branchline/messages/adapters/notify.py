"""Email and text messages by GOV.UK Notify (docs.notifications.service.gov.uk/rest-api.html).

Each library service has a Notify service of its own: its key stands in the environment, the ids of its
two templates (“((subject))”, “((body))”) with its sender.
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import jwt
from django.conf import settings
from django.utils.translation import gettext as _

from branchline.core import clock

from ..models import Route
from .envelope import Envelope, Line, NobodyKnows, Refused, TryLater, one_by_one

PATIENCE = 30
KEY_TAIL = 36
"""A key is NAME-SERVICEID-SECRET; the last two are UUIDs of 36 characters."""


class Notify:
    """Our reference is stored by Notify, so that after a broken line we ask before trying again."""

    name = "notify"
    safe_to_repeat = True

    def line(self) -> Line:
        """A request for each."""
        return one_by_one(self._carry)

    def _carry(self, envelope: Envelope) -> str:
        """Ask first when this is not the first try; then send."""
        key = _key(envelope.service_slug)
        if not envelope.template:
            raise TryLater(
                _("Notify’s template is not set. A manager can put it into Messages, Sender.")
            )
        if envelope.again and (taken := _taken(key, envelope.reference)):
            return taken
        kind = "sms" if envelope.route == Route.SMS else "email"
        address = "phone_number" if kind == "sms" else "email_address"
        wish: dict[str, Any] = {
            address: envelope.address,
            "template_id": envelope.template,
            "reference": envelope.reference,
            "personalisation": {"subject": envelope.subject, "body": envelope.text},
        }
        if kind == "email" and (stop := envelope.headers.get("List-Unsubscribe")):
            wish["one_click_unsubscribe_url"] = stop.strip("<>")
        answer = _ask(key, "POST", f"/v2/notifications/{kind}", wish)
        return str(answer["id"])


def _taken(key: str, reference: str) -> str:
    query = urllib.parse.urlencode({"reference": reference})
    found = _ask(key, "GET", f"/v2/notifications?{query}").get("notifications", [])
    return str(found[0]["id"]) if found else ""


def _key(slug: str) -> str:
    keys = settings.NOTIFY_KEYS
    key = keys.get(slug) or keys.get("all", "")
    if len(key) < 2 * KEY_TAIL + 1:
        raise TryLater(_("Notify’s key is not set. The operator can put it into NOTIFY_KEYS."))
    return str(key)


def _ask(key: str, method: str, path: str, wish: dict[str, Any] | None = None) -> dict[str, Any]:
    issuer, secret = key[-2 * KEY_TAIL - 1 : -KEY_TAIL - 1], key[-KEY_TAIL:]
    claims = {"iss": issuer, "iat": int(clock.now().timestamp())}
    request = urllib.request.Request(  # noqa: S310 (the address is a setting)
        settings.NOTIFY_ADDRESS + path,
        method=method,
        data=None if wish is None else json.dumps(wish).encode(),
        headers={
            "Authorization": f"Bearer {jwt.encode(claims, secret, algorithm='HS256')}",
            "Content-Type": "application/json",
            "User-Agent": "branchline",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            answer: dict[str, Any] = json.load(response)
            return answer
    except urllib.error.HTTPError as trouble:
        raise _answer(trouble.code, trouble.read()) from trouble
    except urllib.error.URLError as trouble:
        if isinstance(trouble.reason, TimeoutError):
            raise NobodyKnows(_("Notify did not answer in time.")) from trouble
        raise TryLater(_("Notify can’t be reached.")) from trouble
    except TimeoutError as trouble:  # while waiting for the answer, which urllib doesn't wrap
        raise NobodyKnows(_("Notify did not answer in time.")) from trouble
    except (OSError, ValueError) as trouble:
        raise NobodyKnows(_("The line to Notify broke while we sent.")) from trouble


def _answer(status: int, body: bytes) -> Exception:
    """400: never; 403: our key or clock; 429: too many; 5xx: perhaps taken, so ask next time."""
    try:
        said = "; ".join(str(error["message"]) for error in json.loads(body)["errors"])
    except (ValueError, KeyError, TypeError):
        said = ""
    sentence = _("Notify answered: %(code)s %(words)s") % {"code": status, "words": said}
    if status in (403, 429):
        return TryLater(sentence)
    return NobodyKnows(sentence) if status >= 500 else Refused(sentence)
