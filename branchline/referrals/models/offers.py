"""Which partners take whom, for what, and in how many days they answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.people.models import Organisation
from branchline.places.models import ServicePrivate

from .words import ReferralKind


class OfferQuerySet(models.QuerySet["PartnerOffer"]):
    """Named filters."""

    def taking(self) -> "OfferQuerySet":
        """Still taking people: not ended, and a partner's partnership with the service goes on."""
        here = Q(
            organisation__partnerships__service_id=models.F("service_id"),
            organisation__partnerships__ended_on__isnull=True,
        )
        return self.filter(Q(organisation__isnull=True) | here, ended_on__isnull=True)

    def listed(self) -> "OfferQuerySet":
        """In the list that people choose from; one that was written down for one person only is not."""
        return self.filter(listed=True)


class PartnerOffer(ServicePrivate):
    """A partner whose people sign in here (`organisation`), or a body outside that is written to or rung."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(
        max_length=120, blank=True, help_text="of a body outside; a partner has its own"
    )
    kinds = ArrayField(models.CharField(max_length=12, choices=ReferralKind))
    answer_days = models.PositiveSmallIntegerField(default=5, help_text="working days")
    email = models.EmailField(blank=True, help_text="where new referrals are announced")
    telephone = models.CharField(max_length=11, blank=True, help_text="digits, see core.telephones")
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, default="en")
    words = models.CharField(max_length=300, blank=True, help_text="what they do, and for whom")
    listed = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True, help_text="the first day on which they take nobody")

    objects = ScopedManager.from_queryset(OfferQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(organisation__isnull=True) & ~Q(name=""))
                | Q(organisation__isnull=False, name=""),
                name="referrals_offer_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False)
                | ~Q(email="")
                | ~Q(telephone="")
                | ~Q(address=""),
                name="referrals_offer_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__range=(1, 60)), name="referrals_offer_days"
            ),
            models.CheckConstraint(condition=~Q(kinds=[]), name="referrals_offer_for_something"),
        ]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation else self.name

    @property
    def kinds_in_words(self) -> str:
        """ "Hearing; Sight"."""
        return "; ".join(str(ReferralKind(kind).label) for kind in self.kinds)
