"""Forms of the room events: the shape of input only. The rules are in `actions`."""

from .booking import BookForm, CodeForm, DeskBookForm
from .planning import CancelOccurrenceForm, EventForm

__all__ = ["BookForm", "CancelOccurrenceForm", "CodeForm", "DeskBookForm", "EventForm"]
