"""Library services (the tenants), the addresses they had, and the councils they serve."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.tables import TableClass
from branchline.core.words import TranslatedField


class Nation(models.TextChoices):
    """The UK's four nations: law, language and deprivation index differ between them."""

    ENGLAND = "england", _("England")
    SCOTLAND = "scotland", _("Scotland")
    WALES = "wales", _("Wales")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


class BankHolidays(models.TextChoices):
    """What a service's libraries do on bank holidays. Empty: nobody has said."""

    CLOSED = "closed", _("Closed, unless a library says otherwise")
    USUAL = "usual", _("Open as usual, unless a library says otherwise")


def english_only() -> list[str]:
    """The languages of a service that has not said more."""
    return ["en"]


class DataLicence(models.TextChoices):
    """Under what others may use what a service publishes for programs."""

    CC_BY = "cc_by", _("Creative Commons Attribution 4.0: name us")
    OGL = "ogl", _("Open Government Licence 3.0: name us")
    CC0 = "cc0", _("No rights kept (CC0)")

    @property
    def address(self) -> str:
        """Where it is written down."""
        return LICENCES[self]


LICENCES = {
    DataLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    DataLicence.OGL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    DataLicence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class Service(models.Model):
    """A public library service: the tenant. Everything private belongs to exactly one."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True, help_text="first word of its addresses")
    name = TranslatedField()
    nation = models.CharField(max_length=16, choices=Nation)
    code = models.CharField(
        max_length=9,
        unique=True,
        null=True,
        blank=True,
        help_text="the GSS code by which national lists know it",
    )
    website = models.URLField(max_length=300, blank=True)
    phone = models.CharField(
        max_length=11, blank=True, db_default="", help_text="digits, see core.telephones"
    )
    email = models.EmailField(blank=True, db_default="", help_text="public: for residents")
    links = models.JSONField(
        default=dict, help_text="its own pages: catalogue, events, joining, e-books"
    )
    welcome = TranslatedField()
    bank_holidays = models.CharField(max_length=6, choices=BankHolidays, blank=True, db_default="")
    languages = ArrayField(models.CharField(max_length=2), default=english_only)
    asks_afterwards = models.BooleanField(
        default=True, db_default=True, help_text="asks who wants it how an event was"
    )
    data_licence = models.CharField(
        max_length=6, choices=DataLicence, default=DataLicence.CC_BY, db_default="cc_by"
    )
    own_host = models.CharField(
        max_length=200, unique=True, null=True, blank=True, help_text="e.g. whatson.example.org"
    )
    live = models.BooleanField(default=True, help_text="its pages are open")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", help_text="and is gone"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="places_service_has_slug")
        ]

    def __str__(self) -> str:
        return str(self.name)


class FormerSlug(models.Model):
    """An address a service had before; posters and labels live for years, so it redirects."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    slug = models.SlugField(max_length=60, unique=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="former_slugs")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class ServiceAuthority(models.Model):
    """A service serves a council from a day until (not including) another; services merge and split."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="authorities")
    authority_code = models.CharField(max_length=9, db_index=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "authority_code"], name="places_serviceauthority_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="places_serviceauthority_forwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.authority_code}"
