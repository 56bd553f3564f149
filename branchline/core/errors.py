"""Refusals: the sentence that a person reads when something can't be done."""

from collections.abc import Callable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A rule says no. `sentence` is shown as it is; `field` names the form field it belongs to."""

    status = 409
    title: "str | Promise" = _("We can’t do that")
    sentence: "str | Promise" = _("Something stops us from doing that.")
    field: str | None = None

    def __init__(
        self, sentence: "str | Promise | None" = None, *, field: str | None = None
    ) -> None:
        if sentence is not None:
            self.sentence = sentence
        if field is not None:
            self.field = field
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class Several(Refusal):
    """More than one rule says no: each at its field, so that all can be put right at once."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(str(refusal) for refusal in refusals))


def together(*checks: Callable[[], object]) -> None:
    """Make every check, then refuse once: the one that says no, or `Several`."""
    said: list[Refusal] = []
    for check in checks:
        try:
            check()
        except Several as several:
            said += several.refusals
        except Refusal as refusal:
            said.append(refusal)
    if said:
        raise said[0] if len(said) == 1 else Several(said)


class NeedsAButton(Refusal):
    """An address that only takes what a form sends, opened by itself (a bookmark, after signing in again)."""

    status = 405
    title = _("This page opens by a button")
    sentence = _("Nothing was changed. Go back to the page before, and press its button again.")


class NotFound(Refusal):
    """Nothing of that name here, or nothing that this person may see: the answer is the same."""

    status = 404
    title = _("We can’t find that")
    sentence = _("That page or item is not here. It may have moved, or the link may be incomplete.")
