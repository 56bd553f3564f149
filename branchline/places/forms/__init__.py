"""Forms of the room places: the shape of input only. The rules are in actions."""

from .hours import AccessForm, ClockField, DaysForm, SeasonForm, WeekForm
from .libraries import AboutForm, AddForm, AddressForm, CloseForm, StopForm
from .service import ServiceForm, SlugForm

__all__ = [
    "AboutForm",
    "AccessForm",
    "AddForm",
    "AddressForm",
    "ClockField",
    "CloseForm",
    "DaysForm",
    "SeasonForm",
    "ServiceForm",
    "SlugForm",
    "StopForm",
    "WeekForm",
]
