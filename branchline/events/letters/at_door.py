"""The code by which a party can say at the door who they are, when a name is hard to say or hear.

It is the booking's public id: it opens nothing to anybody but staff at the door.
"""

from django.utils.translation import gettext as _

from branchline.core.design.square_codes import square_code_png
from branchline.events.models import Booking, Setting
from branchline.messages.letters import Attachment

from .about import page


def code_in_words(booking: Booking) -> str:
    """In two halves, to be read out: "k7mp2 x9d3f"; nothing where there is no door."""
    if booking.occurrence.event.setting == Setting.ONLINE:
        return ""
    return f"{booking.public_id[:5]} {booking.public_id[5:]}"


def check_in_address(booking: Booking) -> str:
    """What the square code says: a page of the desk with one button."""
    return page("events:desk_check_in", booking.service.slug, booking.public_id)


def square_code_file(booking: Booking) -> list[Attachment]:
    """The square code as a picture beside an email."""
    if not code_in_words(booking):
        return []
    drawn = square_code_png(check_in_address(booking))
    return [Attachment(_("code for the door") + ".png", "image/png", drawn)]
