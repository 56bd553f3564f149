"""Residents: one record per person and service, with what finds and reaches them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.messages.models import Format, Route
from branchline.places.models import ServicePrivate

from . import addresses
from .history import kept_changes


class AgeBand(models.TextChoices):
    """Where a date of birth is not needed. The bands of the Census tables that libraries report in."""

    UNDER_5 = "0-4", _("Under 5")
    CHILD = "5-11", _("5 to 11")
    TEEN = "12-17", _("12 to 17")
    YOUNG = "18-24", _("18 to 24")
    ADULT = "25-44", _("25 to 44")
    MIDDLE = "45-64", _("45 to 64")
    OLDER = "65-79", _("65 to 79")
    OLDEST = "80+", _("80 or over")

    @classmethod
    def of(cls, years: int) -> "AgeBand":
        """The band of an age in whole years."""
        upper = ((5, cls.UNDER_5), (12, cls.CHILD), (18, cls.TEEN), (25, cls.YOUNG),
                 (45, cls.ADULT), (65, cls.MIDDLE), (80, cls.OLDER))  # fmt: skip
        return next((band for limit, band in upper if years < limit), cls.OLDEST)


class Household(ServicePrivate):
    """People who live together, so that one letter is enough and one knock finds them all."""

    public_id = PublicIdField()
    name = models.CharField(
        max_length=120, blank=True, help_text="where it is; never who lives there"
    )

    def __str__(self) -> str:
        return self.name


class ResidentQuerySet(models.QuerySet["Resident"]):
    """Named filters."""

    def standing(self) -> "ResidentQuerySet":
        """Records that stand for themselves: not merged into another."""
        return self.filter(merged_into__isnull=True)


class Resident(ServicePrivate):
    """A person the library serves. Purpose of each field beside it; nothing is asked for its own sake."""

    public_id = PublicIdField()
    name = models.CharField(max_length=200, help_text="in full, as they write it")
    known_as = models.CharField(max_length=100, blank=True, help_text="what to call them")
    sort_name = models.CharField(
        max_length=200, db_collation="C", help_text="folded, family name first: for lists"
    )
    born_on = models.DateField(null=True, help_text="only where an age limit or a card needs it")
    age_band = models.CharField(
        max_length=5, choices=AgeBand, blank=True, help_text="where the day of birth is not needed"
    )
    language = models.CharField(max_length=2, default="en", help_text="in which we write")
    spoken_language = models.CharField(
        max_length=40, blank=True, help_text="when it is another: to find somebody who speaks it"
    )
    format = models.CharField(max_length=12, choices=Format, default=Format.STANDARD)
    preferred_route = models.CharField(max_length=8, choices=Route, blank=True)
    household = models.ForeignKey(
        Household, on_delete=models.SET_NULL, null=True, related_name="residents"
    )
    postcode = models.CharField(max_length=8, blank=True, help_text="home; gives ward and quintile")
    ward_code = models.CharField(max_length=9, blank=True)
    ward_vintage = models.PositiveSmallIntegerField(null=True)
    quintile = models.PositiveSmallIntegerField(null=True, help_text="1 is the most deprived fifth")
    note = models.TextField(blank=True, help_text="what colleagues should know; never about health")
    made_at = models.DateTimeField()
    seen_on = models.DateField(help_text="last sign of them; retention begins here")
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="merged"
    )

    objects = ScopedManager.from_queryset(ResidentQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "sort_name", "id"],
                condition=Q(merged_into__isnull=True),
                name="people_resident_by_name",
            ),
            models.Index(fields=["service", "seen_on"], name="people_resident_seen"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(quintile__isnull=True) | Q(quintile__range=(1, 5)),
                name="people_resident_quintile",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="people_resident_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """What to call them."""
        return self.known_as or self.name

    def age_on(self, day: date) -> int | None:
        """Whole years, where the day of birth is known."""
        if self.born_on is None:
            return None
        before = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before

    def band_on(self, day: date) -> str:
        """The age band, reckoned where the day of birth is known."""
        years = self.age_on(day)
        return self.age_band if years is None else AgeBand.of(years).value


KEPT = [
    *("service", "name", "known_as", "born_on", "age_band", "language", "spoken_language"),
    *("format", "preferred_route", "postcode", "note"),
]


class ResidentHistory(kept_changes(Resident, KEPT)):  # type: ignore[misc]
    """What a resident's row said before each change. Scrubbed with the person."""


class ResidentRoute(ServicePrivate):
    """A way to reach a resident. No rows: they can't be, or don't wish to be, reached."""

    public_id = PublicIdField()
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="routes")
    route = models.CharField(max_length=8, choices=Route)
    address = models.CharField(max_length=300, help_text="normalised")
    made_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    vouched_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["service", "route", "address"], name="people_route_address")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "route", "address"], name="people_residentroute_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.public_id}"

    @property
    def address_to_read(self) -> str:
        """As people write it."""
        return addresses.readable(self.route, self.address)


class ExternalId(ServicePrivate):
    """What another system calls a resident: the library card's number, for one."""

    public_id = PublicIdField()
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="external_ids")
    system = models.CharField(max_length=40, help_text="card, or the name of the other system")
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "system", "value"], name="people_externalid_one_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.public_id}"


class Sort(models.TextChoices):
    """What a key of a resident is made from."""

    NAME = "name", _("a word of the name")
    BIRTH = "birth", _("date of birth")
    POSTCODE = "postcode", _("postcode")
    ROUTE = "route", _("way to reach them")
    CARD = "card", _("library card")


class ResidentKey(ServicePrivate):
    """By what a resident is found: searching, and blocking of possible duplicates, both by one index.

    Row-level security lets only leakproof operators use an index: `=` and `<` on text do, a trigram's
    does not. So words are kept as rows, and likeness is reckoned on the few rows that share one.
    """

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="keys")
    sort = models.CharField(max_length=8, choices=Sort)
    key = models.CharField(max_length=300, db_collation="C")

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "sort", "key", "resident"], name="people_residentkey_find"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sort} of {self.resident_id}"
