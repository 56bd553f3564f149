"""Branches: where a service is, when it is open, and how one gets in."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from branchline.core import clock
from branchline.core.ids import PublicIdField
from branchline.core.words import TranslatedField
from branchline.places.tenancy import Published


class Kind(models.TextChoices):
    """What sort of branch it is. Who runs it is another question: see `RunBy`."""

    STATIC = "static", _("Library")
    MOBILE = "mobile", _("Mobile library")
    OUTREACH = "outreach", _("Outreach venue")
    ARCHIVE = "archive", _("Archive or local studies")
    PRISON = "prison", _("Prison library")


class RunBy(models.TextChoices):
    """Who runs it (the Arts Council's LA, LAU, C, CR, ICL)."""

    COUNCIL = "council", _("Run by the council")
    COUNCIL_UNSTAFFED = "council_unstaffed", _("Run by the council, without staff")
    COMMISSIONED = "commissioned", _("Run for the council by another organisation")
    COMMUNITY = "community", _("Run by the community with the council")
    INDEPENDENT = "independent", _("Independent community library")


class Position(models.TextChoices):
    """How well we know where it is."""

    EXACT = "exact", _("Exact")
    APPROXIMATE = "approximate", _("Approximate")
    UNKNOWN = "unknown", _("Not known")


class OnTheMap(Func):
    """A branch's point for the nearest-neighbour index.

    Mercator keeps angles, so the order of near neighbours is true, and plain PostgreSQL can index it
    (the room's README has the measurements).
    """

    template = "point(radians(lon), ln(tan(pi() / 4 + radians(lat) / 2)))"
    output_field = models.TextField()


class SearchWords(Func):
    """Small letters without accents, names in every language, with the town: what people type.

    `unaccent` may not stand in a generated column, since its dictionary may change; `translate` may.
    """

    template = (
        "translate(lower(coalesce(name ->> 'en', '') || ' ' || coalesce(name ->> 'cy', '') || ' ' || town),"
        " 'âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ', 'aeiouwyaeiouwyaeiouwyaeiouwy')"
    )
    output_field = models.TextField()


class BranchQuerySet(models.QuerySet["Branch"]):
    """Named filters."""

    def open(self) -> "BranchQuerySet":
        """Not closed for good by today; one that closes next month is still open."""
        return self.exclude(closed_on__lte=clock.today())

    def for_the_public(self) -> "BranchQuerySet":
        """Open, and where anybody may walk in: no prison libraries."""
        return self.open().exclude(kind=Kind.PRISON)

    def on_the_map(self) -> "BranchQuerySet":
        """With coordinates, exact or approximate."""
        return self.filter(lat__isnull=False)


class Branch(Published):
    """A place of a library service. Access facts are None where nobody has looked: never "no"."""

    public_id = PublicIdField()
    name = TranslatedField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STATIC)
    run_by = models.CharField(max_length=20, choices=RunBy, blank=True)
    statutory = models.BooleanField(
        null=True, help_text="part of the service the council must provide"
    )
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=120, blank=True)
    county = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=8, blank=True, help_text="with its space: M33 7ZF")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    position = models.CharField(max_length=12, choices=Position, default=Position.UNKNOWN)
    ward_code = models.CharField(max_length=9, blank=True)
    ward_vintage = models.PositiveSmallIntegerField(null=True)
    authority_code = models.CharField(max_length=9, blank=True)
    opened_year = models.PositiveSmallIntegerField(null=True)
    closed_on = models.DateField(null=True, help_text="closed for good from this day on")
    website = models.URLField(max_length=300, blank=True)
    phone = models.CharField(
        max_length=11, blank=True, db_default="", help_text="digits, see core.telephones"
    )
    email = models.EmailField(blank=True, db_default="", help_text="public: for residents")
    facilities = ArrayField(
        models.CharField(max_length=40), default=list, help_text="what shares the building"
    )
    hours_note = models.JSONField(
        default=dict, help_text="what a national list says of opening, where we have no times"
    )

    step_free = models.BooleanField(_("Step-free way in"), null=True)
    automatic_doors = models.BooleanField(_("Automatic doors"), null=True)
    lift = models.BooleanField(_("Lift to all public floors"), null=True)
    accessible_toilet = models.BooleanField(_("Accessible toilet"), null=True)
    changing_places = models.BooleanField(_("Changing Places toilet"), null=True)
    baby_changing = models.BooleanField(_("Baby changing"), null=True)
    hearing_loop = models.BooleanField(_("Hearing loop"), null=True)
    quiet_space = models.BooleanField(_("Quiet space"), null=True)
    blue_badge_parking = models.BooleanField(_("Blue Badge parking"), null=True)
    bus_near = models.BooleanField(_("Bus stop within 200 metres"), null=True)
    access_note = TranslatedField()
    welcome = TranslatedField()

    words = models.GeneratedField(
        expression=SearchWords(), output_field=models.TextField(), db_persist=True
    )

    objects = BranchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["service", "kind"], name="places_branch_of_service"),
            GinIndex(OpClass(F("words"), name="gin_trgm_ops"), name="places_branch_words"),
            GinIndex(OpClass(Lower("town"), name="gin_trgm_ops"), name="places_branch_town"),
            GistIndex(OnTheMap(), name="places_branch_point", condition=Q(lat__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True, position="unknown")
                | Q(
                    lat__range=(49.0, 61.5),
                    lon__range=(-9.0, 2.5),
                    position__in=("exact", "approximate"),
                ),
                name="places_branch_position",
            )
        ]

    ACCESS: ClassVar[tuple[str, ...]] = (
        "step_free",
        "automatic_doors",
        "lift",
        "accessible_toilet",
        "changing_places",
        "baby_changing",
        "hearing_loop",
        "quiet_space",
        "blue_badge_parking",
        "bus_near",
    )

    def __str__(self) -> str:
        return str(self.name)

    @property
    def address(self) -> str:
        """The address on one line. Lists leave commas at the end of a part."""
        parts = [part.strip(" ,") for part in (self.street, self.town, self.postcode)]
        return ", ".join(part for part in parts if part)

    @property
    def exactly(self) -> tuple[float, float] | None:
        """Latitude and longitude of the door; None where we know only about where it is."""
        if self.position != Position.EXACT or self.lat is None or self.lon is None:
            return None
        return self.lat, self.lon

    @property
    def is_open(self) -> bool:
        """Not closed for good by today."""
        return self.closed_on is None or self.closed_on > clock.today()

    @property
    def is_community_run(self) -> bool:
        """Run by volunteers, with or without the council."""
        return self.run_by in (RunBy.COMMUNITY, RunBy.INDEPENDENT)

    def access(self) -> list[tuple[str, bool | None]]:
        """(label, True, False or None for not known) of every access fact."""
        fields = {f.name: f for f in self._meta.concrete_fields}
        return [(str(fields[n].verbose_name), getattr(self, n)) for n in self.ACCESS]


class BranchSource(Published):
    """How an outside list knows a branch, and what that list last said of it.

    A later import applies only what the list has changed, so what staff put right stays right.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="sources")
    system = models.CharField(max_length=30, help_text="arts_council, wikidata_wales, uprn")
    value = models.CharField(max_length=300)
    said = models.JSONField(default=dict, help_text="the list's values at its last import")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "value"], name="places_branchsource_key")
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.value}"
