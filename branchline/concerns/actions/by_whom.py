"""Who acts, as this room writes it down."""

from branchline.core.acting import Acting


def account_of(by: Acting) -> int | None:
    """The account that acts, where one does: signed in, or by its PIN at a shared tablet."""
    return by.actor.id if by.actor and by.actor.kind == "account" else None
