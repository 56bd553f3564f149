"""A form that creates something carries a key, so that a double click creates it once.

The second request waits on the unique index for the first, then gets its result.
"""

import re
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from . import prepared
from .models import RememberedRequest
from .scoping import current_service_id

REMEMBER = (
    "INSERT INTO core_rememberedrequest (service_id, key, action, reference, made_at)"
    " VALUES (%s, %s, %s, '', %s) ON CONFLICT (service_id, action, key) DO NOTHING RETURNING id"
)
ANSWERED = "UPDATE core_rememberedrequest SET reference = %s WHERE id = %s"
KEY = re.compile(r"\A[0-9a-zA-Z_-]{8,64}\Z")


def once(*, key: str, action: str, now: datetime, create: Callable[[], str]) -> tuple[str, bool]:
    """Run `create` the first time `key` is seen for `action`; afterwards give the same reference.

    Returns (reference, whether it was made now). One transaction: a refusal rolls the key back as well, so the person
    may try again with the same form.
    """
    if not KEY.match(key):
        raise ValueError("an idempotency key is 8 to 64 letters, digits, - or _")
    service_id = current_service_id()
    with transaction.atomic():
        with prepared.run(REMEMBER, [service_id, key, action, now]) as cursor:
            remembered = cursor.fetchone()
        if remembered is None:
            return RememberedRequest.objects.get(action=action, key=key).reference, False
        reference = create()
        prepared.run(ANSWERED, [reference, remembered[0]]).close()
        return reference, True
