"""The words of the stock."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What sort of device a model is."""

    TABLET = "tablet", _("Tablet")
    LAPTOP = "laptop", _("Laptop")
    SPEAKER = "speaker", _("Smart speaker")
    HOTSPOT = "hotspot", _("Mobile hotspot")
    PHONE = "phone", _("Smartphone")


class System(models.TextChoices):
    """What runs on it: which checklist makes it ready."""

    IPADOS = "ipados", "iPadOS, iOS"
    ANDROID = "android", "Android"
    WINDOWS = "windows", "Windows"
    CHROMEOS = "chromeos", "ChromeOS"
    OWN = "own", _("The maker’s own")


class Risk(models.TextChoices):
    """How often its plug is tested. The law says maintain, not how often (HSE, INDG236): a service’s own rule."""

    NONE = "none", _("No mains plug: looked at each time, not tested")
    LOW = "low", _("Double insulated charger: tested every 24 months")
    HIGH = "high", _("Earthed plug: tested every 12 months")


MONTHS_TO_NEXT_TEST = {Risk.NONE: None, Risk.LOW: 24, Risk.HIGH: 12}


class Standing(models.TextChoices):
    """Where a device is in its life. It follows from its events (a trigger)."""

    TO_READY = "to_ready", _("To be made ready")
    AVAILABLE = "available", pgettext_lazy("a device", "Available")
    LENT = "lent", pgettext_lazy("a device", "On loan")
    IN_REPAIR = "in_repair", _("In repair")
    LOST = "lost", pgettext_lazy("a device", "Lost")
    STOLEN = "stolen", pgettext_lazy("a device", "Stolen")
    WRITTEN_OFF = "written_off", _("Written off")
    GIFTED = "gifted", _("Given away")


ENDED = (Standing.WRITTEN_OFF, Standing.GIFTED)
"""No longer ours."""


class Event(models.TextChoices):
    """What happened to a device. Those of making ready happen once since it last came in."""

    ADDED = "added", _("Came into the stock")
    MOVED = "moved", _("Moved")
    CHANGED = "changed", _("Details changed")
    SIGNED_OUT = "signed_out", _("Signed out of every account")
    LOCKS_OFF = "locks_off", _("Locks taken off")
    CARDS_OUT = "cards_out", _("SIM and memory card out")
    WIPED = "wiped", _("Wiped")
    SET_UP = "set_up", _("Set up again")
    UPDATED = "updated", _("Updated")
    CLEANED = "cleaned", _("Cleaned and looked at")
    VERIFIED = "verified", _("Checked by a second person: available")
    LENT = "lent", _("Lent")
    CAME_BACK = "came_back", _("Came back from a loan")
    AGAIN = "again", _("To be made ready again")
    SENT = "sent", _("Sent to repair")
    REPAIRED = "repaired", _("Back from repair")
    TESTED = "tested", _("Passed its electrical test")
    FAILED = "failed", _("Failed its electrical test")
    LOST = "lost", _("Reported lost")
    STOLEN = "stolen", _("Reported stolen")
    FOUND = "found", _("Found again")
    WRITTEN_OFF = "written_off", _("Written off")
    GIFTED = "gifted", _("Given away")


STEPS = (
    Event.SIGNED_OUT, Event.LOCKS_OFF, Event.CARDS_OUT, Event.WIPED, Event.SET_UP, Event.UPDATED, Event.CLEANED,
    Event.VERIFIED,
)  # fmt: skip
"""Of making ready, in their order."""


class Need(models.TextChoices):
    """How much a part of a kit is missed."""

    ESSENTIAL = "essential", _("Essential: without it nothing goes out")
    NICE = "nice", _("Nice to have")
    CONSUMABLE = "consumable", _("Used up: not asked back")


class SimFrom(models.TextChoices):
    """Whose data it is."""

    OWN = "own", _("Our own contract")
    DATABANK = "databank", _("National Databank")


class Ending(models.TextChoices):
    """How a loan or a booking ended."""

    BACK = "back", pgettext_lazy("a device", "Came back")
    LOST = "lost", _("Lost or stolen: nothing is owed")
    GIFT = "gift", pgettext_lazy("a device", "Given to them for good")
    DROPPED = "dropped", _("The booking was taken back")


class Way(models.TextChoices):
    """How somebody signed, in person."""

    TYPED = "typed", _("They type their name, or say it and we type it")
    WITNESSED = "witnessed", _("They make their mark (X) or say yes aloud, and I am the witness")
    DRAWN = "drawn", _("They sign with a finger or a pen on this screen")


class Band(models.IntegerChoices):
    """What somebody has at home to get online with: A, B or C. Fewer first."""

    A = 1, _("Nothing at all")
    B = 2, _("A phone only, or one that others in the home need")
    C = 3, _("Something old that does not do what they need")

    @property
    def letter(self) -> str:
        """As people say it."""
        return self.name


class Rule(models.TextChoices):
    """Who may borrow a device: what is looked at, in this order."""

    AGE = "age", _("Old enough")
    AREA = "area", _("Lives here, or borrows here")
    ONE = "one", _("Has no device of ours, and has asked once")
    HOUSEHOLD = "household", _("Nobody at home was helped lately")


class Stage(models.TextChoices):
    """How far somebody’s wish for a device has come."""

    ASKED = "asked", _("Waiting for our decision")
    DECLINED = "declined", pgettext_lazy("a wish for a device", "Not this time")
    WAITING = "waiting", _("In the queue")
    PAUSED = "paused", _("In the queue, paused")
    OFFERED = "offered", _("A device is offered")
    ACCEPTED = "accepted", _("To be collected")
    COLLECTED = "collected", pgettext_lazy("a wish for a device", "Collected")
    UNANSWERED = "unanswered", _("The offer ran out")
    NOT_WANTED = "not_wanted", _("They do not want it any more")
    TAKEN_BACK = "taken_back", _("Taken back")


class Taken(models.TextChoices):
    """What a rung came to."""

    TOLD = "told", _("Sent")
    TASK = "task", _("A task for colleagues")
    PASSED = "passed", _("Passed over: no partner referred them, or they wish it no more")


class News(models.TextChoices):
    """What was heard of a device that is with somebody."""

    BRINGS = "brings", _("They will bring it back, on a day")
    KEEP = "keep", _("They would like to keep it for longer")
    UNWELL = "unwell", _("They are unwell, or in hospital")
    AWAY = "away", _("They are away")
    LOST = "lost", _("They can’t find it, or it is broken")
    MISSED = "missed", _("They could not be reached")
    OTHER = "other", _("Something else")


UNTIL_WHEN = (News.BRINGS, News.UNWELL, News.AWAY)
"""With a day, until which we are quiet."""
