"""The country: councils, wards, small areas, postcodes. Reference tables, keyed by ONS codes.

Codes join them, not row numbers: each table is imported on its own, in any order, by vintage.
A GSS code is retired when the area's boundary changes, so a shape belongs to a code.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from branchline.core.tables import TableClass

LATITUDES = (49.0, 61.5)
LONGITUDES = (-9.0, 2.5)
"""The United Kingdom with its islands."""


class Tier(models.TextChoices):
    """Which kind of council; libraries are run by upper and single tiers."""

    SINGLE = "single", _("Single tier")
    UPPER = "upper", _("County")
    LOWER = "lower", _("District")


class LocalAuthority(models.Model):
    """A council as one vintage of the lists knows it."""

    table_class: ClassVar[TableClass] = TableClass.REFERENCE

    code = models.CharField(max_length=9)
    vintage = models.PositiveSmallIntegerField(help_text="the year of the list")
    name = models.CharField(max_length=100)
    name_cy = models.CharField(max_length=100, blank=True)
    nation = models.CharField(max_length=16)
    region = models.CharField(max_length=60, blank=True)
    tier = models.CharField(max_length=6, choices=Tier)
    upper_code = models.CharField(max_length=9, blank=True, help_text="the county of a district")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    replaced_by = models.CharField(
        max_length=60, blank=True, help_text="codes, with spaces between"
    )
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    outline = models.JSONField(
        null=True, help_text="[[[lon, lat], …], …]: rings, for the small map"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "vintage"], name="places_localauthority_key")
        ]

    def __str__(self) -> str:
        welsh = (get_language() or "").startswith("cy")
        return self.name_cy if welsh and self.name_cy else self.name


class Ward(models.Model):
    """An electoral ward of one vintage. `lat`, `lon`: its centre."""

    table_class: ClassVar[TableClass] = TableClass.REFERENCE

    code = models.CharField(max_length=9)
    vintage = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    name_cy = models.CharField(max_length=100, blank=True)
    authority_code = models.CharField(max_length=9, blank=True, db_index=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    shape = models.JSONField(null=True, help_text="[[[lon, lat], …], …]: rings")

    class Meta:
        indexes = [GinIndex(OpClass(Lower("name"), name="gin_trgm_ops"), name="places_ward_words")]
        constraints = [models.UniqueConstraint(fields=["code", "vintage"], name="places_ward_key")]

    def __str__(self) -> str:
        return self.name


class Lsoa(models.Model):
    """A small area of about 1,500 people (LSOA, or Scotland's data zone)."""

    table_class: ClassVar[TableClass] = TableClass.REFERENCE

    code = models.CharField(max_length=9)
    vintage = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100, blank=True)
    ward_code = models.CharField(max_length=9, blank=True)
    ward_vintage = models.PositiveSmallIntegerField(null=True)
    authority_code = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "vintage"], name="places_lsoa_key")]

    def __str__(self) -> str:
        return self.code


class Deprivation(models.Model):
    """A small area's place in its nation's index. Never compare two nations' ranks or deciles."""

    table_class: ClassVar[TableClass] = TableClass.REFERENCE

    area_code = models.CharField(max_length=9)
    year = models.PositiveSmallIntegerField(help_text="of the index")
    nation = models.CharField(max_length=16)
    rank = models.PositiveIntegerField(help_text="1 is the most deprived")
    decile = models.PositiveSmallIntegerField(help_text="1 is the most deprived tenth")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "year"], name="places_deprivation_key"),
            models.CheckConstraint(
                condition=Q(decile__range=(1, 10)), name="places_deprivation_decile"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.year}"

    @property
    def quintile(self) -> int:
        """1 is the most deprived fifth."""
        return (self.decile + 1) // 2


class Postcode(models.Model):
    """A full postcode where they are loaded (Trafford in the demo; everywhere by ONSPD)."""

    table_class: ClassVar[TableClass] = TableClass.REFERENCE

    postcode = models.CharField(max_length=7, unique=True, help_text="capitals, no space: M337ZF")
    ward_code = models.CharField(max_length=9, blank=True)
    ward_vintage = models.PositiveSmallIntegerField(null=True)
    lsoa_code = models.CharField(max_length=9, blank=True)
    authority_code = models.CharField(max_length=9, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    ended = models.DateField(null=True, help_text="no longer in use since")

    def __str__(self) -> str:
        return f"{self.postcode[:-3]} {self.postcode[-3:]}"


class OutwardCode(models.Model):
    """The first half of postcodes (M33), at the middle of the branches in it."""

    table_class: ClassVar[TableClass] = TableClass.REFERENCE

    code = models.CharField(max_length=4, unique=True)
    lat = models.FloatField()
    lon = models.FloatField()
    branches = models.PositiveIntegerField(help_text="how many the centre is reckoned from")

    def __str__(self) -> str:
        return self.code
