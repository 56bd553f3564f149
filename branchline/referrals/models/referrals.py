"""A referral: one person, one need, one partner, and how far it has come."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Account, Consent, Contact, Organisation, Resident
from branchline.places.models import ServicePrivate

from .offers import PartnerOffer
from .words import Fact, How, ReferralKind, Urgency

WORDS_LIMIT = 1000
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir", "lady", "dame"})


class Direction(models.TextChoices):
    """Which way it goes."""

    OUT = "out", _("From the library to a partner")
    IN = "in", _("To the library")


class State(models.TextChoices):
    """How far it has come. The events say so, and a trigger keeps both equal."""

    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Done, says the partner")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("It happened, says the person")


class Felt(models.TextChoices):
    """The person's own word, on a later call or meeting."""

    YES = "yes", _("Yes, it happened")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


OPEN = (State.SENT, State.ACCEPTED, State.DONE)
ASK_ABOUT = (State.ACCEPTED, State.DONE)


class Referrals(models.QuerySet["Referral"]):
    """Named filters."""

    def open(self) -> "Referrals":
        """Sent, and neither ended nor felt."""
        return self.filter(state__in=OPEN)

    def of(self, *keys: str) -> "Referrals":
        """About one human being, by every key they have ("resident:7", "contact:12")."""
        numbers: dict[str, list[int]] = {"resident": [], "contact": []}
        for key in keys:
            kind, _colon, number = key.partition(":")
            if kind in numbers:
                numbers[kind].append(int(number))
        return self.filter(Q(resident__in=numbers["resident"]) | Q(contact__in=numbers["contact"]))

    def to_ask_about(self) -> "Referrals":
        """The partner said yes, or that it is done; the person has not said yet that it happened."""
        return self.filter(state__in=ASK_ABOUT)

    def late(self, today: date) -> "Referrals":
        """No answer on the day after it was promised."""
        return self.filter(state=State.SENT, due_on__lt=today)


class Referral(ServicePrivate):
    """Passed on to a partner, or by somebody to us. Which facts go with it is ticked one by one."""

    public_id = PublicIdField()
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.OUT)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, null=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="+")
    offer = models.ForeignKey(
        PartnerOffer, on_delete=models.PROTECT, null=True, related_name="referrals"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the partner whose people may see it: to whom, or from whom",
    )
    from_room = models.CharField(max_length=20, blank=True, help_text="calls")
    from_key = models.CharField(max_length=60, blank=True, help_text="need:k7mp2x9d3f")
    to_room = models.CharField(max_length=20, blank=True, help_text="of ours, when it comes in")
    kind = models.CharField(max_length=12, choices=ReferralKind)
    words = models.TextField(max_length=WORDS_LIMIT, blank=True, help_text="for the partner")
    urgency = models.CharField(max_length=6, choices=Urgency, default=Urgency.USUAL)
    share = ArrayField(models.CharField(max_length=9, choices=Fact), default=list)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, null=True, related_name="+")
    consent_how = models.CharField(max_length=9, choices=How, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    state_since = models.DateTimeField()
    felt = models.CharField(max_length=6, choices=Felt, blank=True)
    felt_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, help_text="an answer was promised by the end of this day")
    reminded_at = models.DateTimeField(null=True)
    chase_on = models.DateField(null=True, help_text="from this day a person asks the partner")

    objects = ScopedManager.from_queryset(Referrals)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["service", "state", "due_on"], name="referrals_referral_due"),
            models.Index(fields=["organisation", "state"], name="referrals_referral_theirs"),
            models.Index(fields=["resident"], name="referrals_referral_resident"),
            models.Index(fields=["contact"], name="referrals_referral_contact"),
            models.Index(fields=["service", "-made_at", "-id"], name="referrals_referral_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, contact__isnull=True)
                | Q(resident__isnull=True, contact__isnull=False),
                name="referrals_referral_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(direction="out", offer__isnull=False, to_room="")
                | (Q(direction="in", offer__isnull=True) & ~Q(to_room="")),
                name="referrals_referral_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(state="withdrawn")
                | Q(sent_at__isnull=False, due_on__isnull=False),
                name="referrals_referral_promised",
            ),
            models.CheckConstraint(
                condition=Q(direction="in")
                | Q(sent_at__isnull=True)
                | (Q(consent__isnull=False) & ~Q(consent_how="")),
                name="referrals_referral_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(felt="yes"), name="referrals_referral_closed_felt"
            ),
            models.CheckConstraint(
                condition=Q(felt="", felt_at__isnull=True)
                | (~Q(felt="") & Q(felt_at__isnull=False)),
                name="referrals_referral_felt_when",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def person(self) -> Resident | Contact:
        """Whom it is about: one or the other, by constraint."""
        return self.resident or self.contact  # type: ignore[return-value]

    @property
    def first_name(self) -> str:
        """All that a message says of them: the first word of what to call them, but for a title."""
        called = getattr(self.person, "known_as", "")
        said = [*called.split(), *self.person.name.split()]
        return next(
            (word for word in said if word.rstrip(".").lower() not in TITLES), self.person.name
        )

    @property
    def whom(self) -> str:
        """The other side, in words: to whom, or from whom."""
        if self.direction == Direction.OUT:
            return str(self.offer)
        if self.organisation:
            return str(self.organisation)
        asked_for = self.from_key.startswith("for:")
        return str(_("Somebody close to them asked") if asked_for else _("They asked themselves"))

    @property
    def is_open(self) -> bool:
        """Sent, and neither ended nor felt."""
        return self.state in OPEN

    @property
    def is_out(self) -> bool:
        """From us to a partner."""
        return self.direction == Direction.OUT

    def is_late(self, today: date) -> bool:
        """No answer on the day after it was promised."""
        return self.state == State.SENT and self.due_on is not None and self.due_on < today
