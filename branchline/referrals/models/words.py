"""The choices of a referral: for what, how soon, which facts go with it, how its yes was said."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReferralKind(models.TextChoices):
    """What somebody needs, in one word for lists and counts; the rest is said in words."""

    GROCERIES = "groceries", _("Food and shopping")
    BENEFITS = "benefits", _("Benefits and money")
    HEARING = "hearing", _("Hearing")
    SIGHT = "sight", _("Sight")
    DIGITAL = "digital", _("Help with phones and computers")
    COMPANY = "company", _("Company")
    TRANSPORT = "transport", _("Getting about")
    HOME = "home", _("Home, repairs and warmth")
    CARERS = "carers", _("Help for carers")
    LEARNING = "learning", _("Learning")
    CALLS = "calls", _("Friendly phone calls")
    DEVICES = "devices", _("A tablet or laptop to borrow")
    OTHER = "other", _("Something else")


KINDS_TO_US = (ReferralKind.CALLS, ReferralKind.DEVICES)
"""What others refer people to the library for."""


class Urgency(models.TextChoices):
    """When the partner is asked to answer."""

    USUAL = "usual", _("In the usual time")
    URGENT = "urgent", _("Urgent: by the next working day")


class Fact(models.TextChoices):
    """What may be passed on, each with a tick of its own. The first name always goes: it says who is meant."""

    NAME = "name", _("Their full name")
    TELEPHONE = "telephone", _("Their telephone number")
    EMAIL = "email", _("Their email address")
    ADDRESS = "address", _("Their address")
    NEEDS = "needs", _("What they need to understand people")

    @property
    def in_their_voice(self) -> "str | Promise":
        """As it is read to them."""
        return MINE[self]


MINE = {
    Fact.NAME: _("my full name"),
    Fact.TELEPHONE: _("my telephone number"),
    Fact.EMAIL: _("my email address"),
    Fact.ADDRESS: _("my address"),
    Fact.NEEDS: _("what I need to understand people"),
}


class How(models.TextChoices):
    """How they said yes to it."""

    TELEPHONE = "telephone", _("On the telephone")
    IN_PERSON = "in_person", _("In person")
    WRITTEN = "written", _("In writing")
