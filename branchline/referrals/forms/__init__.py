"""The shape of input only."""

from .answering import DeclineForm, FeltForm, NoteForm
from .fields import ConsentForm, NewReferralForm, ReferralForm
from .offers import OfferForm

__all__ = [
    "ConsentForm",
    "DeclineForm",
    "FeltForm",
    "NewReferralForm",
    "NoteForm",
    "OfferForm",
    "ReferralForm",
]
