"""Who may see and carry messages. A message has no branch: whoever works here may help with it."""

from django.utils.translation import gettext_lazy as _

from branchline.core.permits import Permit, Role

STAFF = frozenset({Role.BRANCH_STAFF, Role.EVENTS_LEAD, Role.SERVICE_MANAGER})

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
    _("Ring people who can only be reached by phone"),
    STAFF,
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
