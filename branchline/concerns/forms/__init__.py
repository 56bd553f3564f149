"""Forms of the room: the shape of input only."""

from .concerns import ConcernFields, DecideForm, NoteForm, RaiseForm, RaisingFields, ReopenForm
from .duties import DutyForm, HoursForm
from .tasks import DropForm, FinishForm, GiveForm, PutOffForm

__all__ = [
    "ConcernFields",
    "DecideForm",
    "DropForm",
    "DutyForm",
    "FinishForm",
    "GiveForm",
    "HoursForm",
    "NoteForm",
    "PutOffForm",
    "RaiseForm",
    "RaisingFields",
    "ReopenForm",
]
