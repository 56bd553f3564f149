"""Who may see and carry messages: whoever works here may help with it. They ring about their own branches, since
whoever is rung asks something back; and about what belongs to none."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Reach, Role, all_rows, anywhere

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})


def of_my_branches_or_none(reach: Reach, message: Any) -> bool:
    """A message about something at a branch within reach, or about nothing at a branch."""
    return anywhere(reach, message) and (
        message is None or message.branch_id is None or reach.covers_branch(message.branch_id)
    )


def rows_of_my_branches_or_none(reach: Reach) -> Q:
    """The same for a list."""
    rows = all_rows(reach)
    if reach.branch_ids is None:
        return rows
    return rows & (Q(branch__isnull=True) | Q(branch_id__in=sorted(reach.branch_ids)))


SEE_OUTBOX = Permit(
    "messages.see_outbox",
    _("See messages, and what became of them"),
    STAFF,
    shows=_("Messages to them, and the address that each went to"),
)
SEND_AGAIN = Permit(
    "messages.send_again",
    _("Decide about messages that could not be sent, and withdraw them"),
    STAFF,
)
PRINT_LETTERS = Permit(
    "messages.print_letters",
    _("Print the letters that wait, and post them"),
    STAFF,
    shows=_("Letters to them, with their postal address"),
)
MAKE_CALLS = Permit(
    "messages.make_calls",
    _("Ring people who can only be reached by phone, about what is on at their branches"),
    STAFF,
    of_my_branches_or_none,
    rows_of_my_branches_or_none,
    shows=_("Their telephone number, what we ring about, and what helps them on the phone"),
)
ANSWER_REPLIES = Permit(
    "messages.answer_replies",
    _("Read and answer what people write back"),
    STAFF,
    shows=_("What they write back to us"),
)
RECORD_STOP = Permit(
    "messages.record_stop",
    _("Write down that somebody wants no more messages, and take it back"),
    STAFF,
)
CHANGE_SENDER = Permit(
    "messages.change_sender",
    _("Change the sender of messages, quiet hours and templates"),
    frozenset({Role.SERVICE_MANAGER}),
)
