"""Forms of the room events: the shape of input only. The rules are in `actions`."""

from .booking import BookForm, CodeForm, DeskBookForm, HowManyForm
from .counting import NumbersForm
from .dates import ChangeDateForm, PublishLaterForm
from .groups import AnswerForm, DeskGroupForm, GroupForm
from .opening import DrawEarlyForm, OpenFairlyForm
from .outcomes import OutcomesForm
from .planning import CancelOccurrenceForm, EventForm

__all__ = [
    "AnswerForm",
    "BookForm",
    "CancelOccurrenceForm",
    "ChangeDateForm",
    "CodeForm",
    "DeskBookForm",
    "DeskGroupForm",
    "EventForm",
    "HowManyForm",
    "GroupForm",
    "NumbersForm",
    "OutcomesForm",
    "DrawEarlyForm",
    "OpenFairlyForm",
    "PublishLaterForm",
]
