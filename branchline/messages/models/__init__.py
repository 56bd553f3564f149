"""Tables of the room messages. Door of the room."""

from .mailbox import DemoMail
from .outbox import DELIVERED, Attempt, Message, Outcome, PrintRun
from .routes import ENDED, LEAD_TIMES, Format, Route, State, normal_address, shown_address
from .senders import Sender
from .wishes import Arrival, Scope, Sort, Source, Suppression

__all__ = [
    "Arrival",
    "Attempt",
    "DELIVERED",
    "DemoMail",
    "ENDED",
    "Format",
    "LEAD_TIMES",
    "Message",
    "Outcome",
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
