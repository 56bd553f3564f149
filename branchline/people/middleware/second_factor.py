"""Whether somebody has shown twice that it is them."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator

WANTED = "branchline_wanted"
"""In the session: the page of the desk that somebody was going to. The pages of second ways lead back to it."""

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(request: Any) -> bool:
    """An app or key is set up (sign-in then asked for it), or the council signed them in itself.

    Single sign-on counts, because the council's own identity provider asks for the second factor.
    At most one query.
    """
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "socialaccount" for record in records):
        return True
    return bool(Authenticator.objects.filter(user=request.user, type__in=FACTORS).exists())
