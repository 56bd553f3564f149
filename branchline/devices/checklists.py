"""What makes a device ready, for each system: sign-out and locks first, cards out, then wipe, set up, and a second person.

Order and wording follow the makers' own guides and the NCSC's on resetting devices (research, section 3.4): a lock that
is still on makes the next person ask for the last one's password, and a reset wipes no memory card.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Event, System

Checklist = Mapping[Event, "str | Promise"]

SET_UP = _("Set up as ours: our profile, links to the library, large text.")
LOOKED_AT = _("Cleaned. Screen, casing, battery and plug are whole.")
SECOND_PERSON = _("It starts, shows nobody’s name, photo or message, and the links open.")

CHECKLISTS: Mapping[System, Checklist] = {
    System.IPADOS: {
        Event.SIGNED_OUT: _("Settings, the name at the top, Sign Out: nobody’s Apple Account is left."),
        Event.LOCKS_OFF: _("Find My is off, so Activation Lock asks for nobody’s password."),
        Event.CARDS_OUT: _("The SIM card is out and put away."),
        Event.WIPED: _("Settings, General, Transfer or Reset: Erase All Content and Settings."),
        Event.SET_UP: SET_UP,
        Event.UPDATED: _("The newest update of its system is in."),
        Event.CLEANED: LOOKED_AT,
        Event.VERIFIED: SECOND_PERSON,
    },
    System.ANDROID: {
        Event.SIGNED_OUT: _("Settings, Passwords and accounts: every Google account is removed."),
        Event.LOCKS_OFF: _("The screen lock is off, so factory reset protection asks for no earlier account."),
        Event.CARDS_OUT: _("SIM and SD card are out and put away: a reset wipes no SD card."),
        Event.WIPED: _("Settings, System, Reset options: Erase all data (factory reset)."),
        Event.SET_UP: SET_UP,
        Event.UPDATED: _("The newest update of its system is in."),
        Event.CLEANED: LOOKED_AT,
        Event.VERIFIED: SECOND_PERSON,
    },
    System.WINDOWS: {
        Event.SIGNED_OUT: _("Settings, Accounts: every Microsoft account is removed, and browsers are signed out."),
        Event.LOCKS_OFF: _("Find my device is off, and it starts without a BitLocker key or a password of its own."),
        Event.CARDS_OUT: _("Memory cards and USB sticks are out and put away."),
        Event.WIPED: _("Settings, System, Recovery: Reset this PC, remove everything, clean the drive."),
        Event.SET_UP: SET_UP,
        Event.UPDATED: _("The newest update of its system is in."),
        Event.CLEANED: LOOKED_AT,
        Event.VERIFIED: SECOND_PERSON,
    },
    System.CHROMEOS: {
        Event.SIGNED_OUT: _("On the sign-in screen every account is removed."),
        Event.CARDS_OUT: _("Memory cards and USB sticks are out and put away."),
        Event.WIPED: _("Settings, System preferences, Reset settings: Powerwash."),
        Event.SET_UP: SET_UP,
        Event.UPDATED: _("The newest update of its system is in."),
        Event.CLEANED: LOOKED_AT,
        Event.VERIFIED: SECOND_PERSON,
    },
    System.OWN: {
        Event.SIGNED_OUT: _("In the maker’s app it is taken off the account of whoever had it."),
        Event.CARDS_OUT: _("Where it takes a SIM card, that is out and put away."),
        Event.WIPED: _("Reset by its button or its menu, as the maker says, until it starts as new."),
        Event.SET_UP: SET_UP,
        Event.CLEANED: LOOKED_AT,
        Event.VERIFIED: SECOND_PERSON,
    },
}  # fmt: skip
"""Every list holds `SIGNED_OUT`, and the three facts `WIPED`, `SET_UP`, `VERIFIED`: the database asks for them."""
FACTS = (Event.WIPED, Event.SET_UP, Event.VERIFIED)
