"""Where a service's events stand in another system, and what was found there before staff have looked."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.places.models import Branch, ServicePrivate

from .campaigns import Campaign


class SourceKind(models.TextChoices):
    """How the other system tells."""

    CALENDAR = "calendar", _("A calendar (iCalendar, .ics)")
    PAGE = "page", _("A web page with events in it (schema.org)")


class Problem(models.TextChoices):
    """Why nothing could be taken, as `sources.CannotRead` says it, and what to do about it."""

    ADDRESS = "address", _("This is not an address that we can open. Check it.")
    HTTPS = "https", _("The address must begin with https://.")
    INSIDE = (
        "inside",
        _("This address lies inside a private network. Give one that everybody can open."),
    )
    NO_ANSWER = "no_answer", _("Nobody answers at this address. Check it, or try again later.")
    STATUS = "status", _("There is nothing at this address any more, or it is not for everybody.")
    SLOW = "slow", _("It took too long to answer. We try again.")
    LARGE = "large", _("It is larger than 2 MB. Ask for a calendar of the coming weeks only.")
    PACKED = "packed", _("It comes packed, and we don’t unpack what strangers send.")
    REDIRECTS = "redirects", _("It leads from one address to the next without an end.")
    CALENDAR = "calendar", _("What is there is not a calendar. Its address often ends in .ics.")
    PAGE = "page", _("We found no events in this page. Does it say them in schema.org’s words?")


class Source(ServicePrivate):
    """A calendar or page of another system. Only its own service's entries can come of it."""

    public_id = PublicIdField()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=SourceKind)
    address = models.URLField(max_length=500)
    branch = models.ForeignKey(
        Branch, on_delete=models.SET_NULL, null=True, related_name="+",
        help_text="where it is when the source doesn’t name a library we know",
    )  # fmt: skip
    trusted = models.BooleanField(default=False, help_text="what it says is shown without a look")
    added_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=9, choices=Problem, blank=True)
    left_out = models.PositiveIntegerField(default=0, help_text="without words, or too long")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "campaign", "address"], name="campaigns_source_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FedState(models.TextChoices):
    """What staff have said of a date from another system."""

    WAITING = "waiting", _("Waits for you")
    ACCEPTED = "accepted", _("Takes part")
    REFUSED = "refused", _("Left out")


class FedEvent(ServicePrivate):
    """One date that a source names. `twin`: the listing or entry that says the same already."""

    public_id = PublicIdField()
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="events")
    uid = models.CharField(max_length=255)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)
    address = models.URLField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.SET_NULL, null=True, related_name="+")
    online = models.BooleanField(default=False)
    free = models.BooleanField(null=True, help_text="empty: the source doesn’t say")
    cost = models.CharField(max_length=40, blank=True, help_text="£3, or £3–£5")
    twin = models.CharField(max_length=11, blank=True)
    state = models.CharField(max_length=8, choices=FedState, default=FedState.WAITING)
    because = models.CharField(max_length=200, blank=True, help_text="why it was left out")
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["source", "state", "starts_at"], name="campaigns_fedevent_state")
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "uid"], name="campaigns_fedevent_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="campaigns_fedevent_forwards"
            ),
        ]

    def __str__(self) -> str:
        return self.title
