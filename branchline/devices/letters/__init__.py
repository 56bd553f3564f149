"""The messages we send, by name. Door."""

from .kindly import ASKED_PARTNER, ASKING, DATA_PAUSE, SOON_DUE
from .offer import OFFER, OFFER_OVER

__all__ = ["ASKED_PARTNER", "ASKING", "DATA_PAUSE", "OFFER", "OFFER_OVER", "SOON_DUE"]
