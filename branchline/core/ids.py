"""Public ids: what stands in an address instead of a row number."""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField

# Crockford's base 32: no i, l, o, u, so that it can be read out over the telephone.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def public_id() -> str:
    """Ten random characters (50 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def letter_code() -> str:
    """Eight characters in two groups, for a letter or the telephone: `k7mp-2x9d`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class PublicIdField(_Text):
    """A unique random id, drawn when the row is made."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(max_length=LENGTH, unique=True, default=public_id, editable=False)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "unique", "default", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs
