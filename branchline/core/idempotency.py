"""A form that creates something carries a key, so that a double click creates it once.

The second request waits on the unique index for the first, then gets its result.
"""

import re
from collections.abc import Callable
from datetime import datetime

from django.db import connection

from .models import RememberedRequest
from .scoping import current_service_id

KEY = re.compile(r"\A[0-9a-zA-Z_-]{8,64}\Z")


def once(*, key: str, action: str, now: datetime, create: Callable[[], str]) -> tuple[str, bool]:
    """Run `create` the first time `key` is seen for `action`; afterwards give the same reference.

    Returns (reference, whether it was made now). Must run inside the action's transaction: a refusal
    rolls the key back as well, so the person may try again with the same form.
    """
    if not KEY.match(key):
        raise ValueError("an idempotency key is 8 to 64 letters, digits, - or _")
    service_id = current_service_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_rememberedrequest (service_id, key, action, reference, made_at)"
            " VALUES (%s, %s, %s, '', %s) ON CONFLICT (service_id, action, key) DO NOTHING",
            [service_id, key, action, now],
        )
        first = cursor.rowcount == 1
    row = RememberedRequest.objects.filter(action=action, key=key)
    if not first:
        return row.get().reference, False
    reference = create()
    row.update(reference=reference)
    return reference, True
