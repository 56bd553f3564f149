"""The log of the house: written on a device without a network, sent later, counted once. See README.md."""

from .reading import Batch
from .taking import Taken, log_of, operations_about, take_in

__all__ = ["Batch", "Taken", "log_of", "operations_about", "take_in"]
