"""Planning, beginning, sending and ending."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from branchline.core.errors import Refusal


class BroadcastNotFound(Refusal):
    """Unknown, or of another service."""

    status = 404
    title = _("We can’t find that broadcast")
    sentence = _("Part of the address may be missing. Everything that is on is under “What’s on”.")


class HasEnded(Refusal):
    """Nothing can be sent any more."""

    title = _("This broadcast has ended")
    sentence = _("It has ended and can’t begin again. Plan a new one to go live.")


class SomebodyElseIsLive(Refusal):
    """Another studio sends at this moment."""

    title = _("Somebody is live already")
    sentence = _(
        "Another phone or tablet sends this broadcast now. You can take over: viewers see your picture"
        " instead, and the other one stops."
    )


class IsOnAir(Refusal):
    """Nothing can be rehearsed where families watch."""

    title = _("Families are watching already")
    sentence = _("This broadcast is on air, so what you send now is seen. Go live, or leave it.")


class NotOnAir(Refusal):
    """Asked of a broadcast that nobody sends."""

    title = _("This broadcast is not on air")
    sentence = _("Nobody sends it at this moment, so there is nothing to stop.")


class NoDoorLeft(Refusal):
    """Every port of the range belongs to another broadcast."""

    title = _("There is no room for another key today")
    sentence = _(
        "Each broadcast that OBS may send takes one place, and all are taken. Go live with a phone instead, or ask"
        " whoever looks after this installation for more places."
    )


class KeyNotValid(Refusal):
    """Too old, or another has been made since."""

    title = _("This key opens nothing any more")
    sentence = _("Make a new key on the page “Send with OBS” and type it into OBS.")


class ChecklistOpen(Refusal):
    """A point of the list before air was not looked at."""

    title = _("Look at the list first")
    sentence = _(
        "Before families can see you, look at each point of the list and tick it. A rehearsal needs no list."
    )


class SheetNotCleared(Refusal):
    """Something of the run sheet may not go out as it stands."""

    title = _("Not everything on the run sheet may go out")

    def __init__(self, titles: str) -> None:
        super().__init__(
            _(
                "On the run sheet it does not say why these may go out live: %(titles)s. Say it there, or take them out."
            )
            % {"titles": titles}
        )


class MachineIsFull(Refusal):
    """As many broadcasts run as this machine can carry."""

    title = _("Too many broadcasts run at this moment")

    def __init__(self, running: int) -> None:
        super().__init__(
            ngettext(
                "The library’s machine can carry %(n)s broadcast at a time, and another runs now. Wait until it has ended, or ask whoever looks after Branchline.",
                "The library’s machine can carry %(n)s broadcasts at a time, and that many run now. Wait until one has ended, or ask whoever looks after Branchline.",
                running,
            )
            % {"n": running}
        )


class DiskIsFull(Refusal):
    """The recording would not fit."""

    title = _("There is not enough room to keep the recording")

    def __init__(self, *, free: float, needed: float) -> None:
        super().__init__(
            _(
                "The disk of the library’s machine has %(free)s GB left, and this broadcast needs %(needed)s GB. Ask whoever looks after Branchline to make room."
            )
            % {"free": f"{free:.1f}", "needed": f"{needed:.1f}"}
        )


class NobodyBooks(Refusal):
    """Private, but nobody could be told where."""

    title = _("Nobody books for this one")
    sentence = _(
        "Only who books can be told where to watch. Let people book for it, or let everybody watch."
    )


class ForThoseWhoBooked(Refusal):
    """A private broadcast, opened without its ticket."""

    status = 403
    title = _("This one is for those who booked")
    sentence = _(
        "Open the link in your message about your booking, on the day. If you have lost it, phone your library."
    )
