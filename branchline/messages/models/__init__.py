"""Tables of the room messages. Door of the room."""

from .calls import CALL_TAKES, PhoneCall
from .mailbox import DemoMail
from .outbox import Attempt, Message, Outbox, Outcome, PrintRun
from .routes import ENDED, LEAD_TIMES, Format, Route, State, normal_address, shown_address
from .senders import Sender
from .wishes import Arrival, Scope, Sort, Source, Suppression

__all__ = [
    "Arrival",
    "Attempt",
    "CALL_TAKES",
    "DemoMail",
    "ENDED",
    "Format",
    "LEAD_TIMES",
    "Message",
    "Outbox",
    "Outcome",
    "PhoneCall",
    "PrintRun",
    "Route",
    "Scope",
    "Sender",
    "Sort",
    "Source",
    "State",
    "Suppression",
    "normal_address",
    "shown_address",
]
