"""Who signs in, for which organisation they work, and on which shared tablet.

None of the organisation-owned tables is behind row-level security: an account may work for two
services and an organisation may serve several. Their lists go through a permit (see README.md).
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.permits import Role
from branchline.core.tables import TableClass
from branchline.core.words import TranslatedField
from branchline.places.models import ServicePrivate

NATIONAL_ROLES = (Role.NETWORK, Role.OPERATOR)
"""Roles that belong to no one service."""


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by email address, in any mixture of capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Account":
        """A new account; without a password, because people sign in with a code or a passkey."""
        account = self.model(email=email.strip().lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who signs in. What they may do stands in their memberships, never here."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    last_login = None  # nobody needs to know; the ledger and history tell who acted

    public_id = PublicIdField()
    email = models.EmailField(_("Email address"), max_length=254, unique=True)
    name = models.CharField(_("Your name"), max_length=200, blank=True)
    language = models.CharField(_("Language"), max_length=2, default="en")
    is_active = models.BooleanField(default=True, help_text="may sign in")

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="people_account_lower_email"
            )
        ]

    def __str__(self) -> str:
        if not self.is_active:
            return gettext("Somebody who has left")
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, or the address where no name is known."""
        return str(self)


class OrganisationKind(models.TextChoices):
    """What sort of organisation somebody works for."""

    LIBRARY_SERVICE = "library_service", _("Library service")
    PARTNER = "partner", _("Partner")
    COUNCIL = "council", _("Council")
    NETWORK = "network", _("National network")


class Organisation(models.Model):
    """Whom somebody works for. A library service's own organisation is linked to its service."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    public_id = PublicIdField()
    name = TranslatedField()
    kind = models.CharField(max_length=16, choices=OrganisationKind)
    service = models.OneToOneField(
        "places.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisation",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="library_service", service__isnull=False)
                | (~Q(kind="library_service") & Q(service__isnull=True)),
                name="people_organisation_service",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Partnership(models.Model):
    """A partner or council works with a library service; it may work with several."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="partnerships"
    )
    service = models.ForeignKey(
        "places.Service", on_delete=models.PROTECT, related_name="partnerships"
    )
    began_on = models.DateField(null=True, help_text="empty: before we wrote it down")
    ended_on = models.DateField(null=True, help_text="the first day it no longer holds")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "service"],
                condition=Q(ended_on__isnull=True),
                name="people_partnership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.service}"


class DateRange(Func):
    """PostgreSQL's half-open range of days."""

    function = "daterange"
    output_field = DateRangeField()


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Named filters."""

    def valid_on(self, day: Any) -> "MembershipQuerySet":
        """In force on this date (half-open: the day it ends is no longer in it)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def in_service(self, service_id: int | None) -> "MembershipQuerySet":
        """Those that count in this service: its own and the national ones."""
        national = Q(service__isnull=True)
        return self.filter(national if service_id is None else national | Q(service_id=service_id))


class Membership(models.Model):
    """Account × organisation × service × role × reach, from a day until (not including) another."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    public_id = PublicIdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    service = models.ForeignKey(
        "places.Service",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
    )
    role = models.CharField(max_length=20, choices=Role)
    all_branches = models.BooleanField(default=True)
    branches = models.ManyToManyField("places.Branch", through="MembershipBranch", related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="the first day it no longer holds")
    given_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["service", "role"], name="people_membership_of_service")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="people_membership_forwards",
            ),
            models.CheckConstraint(
                condition=Q(role__in=NATIONAL_ROLES, service__isnull=True)
                | (~Q(role__in=NATIONAL_ROLES) & Q(service__isnull=False)),
                name="people_membership_national",
            ),
            models.CheckConstraint(
                condition=~Q(role="service_manager") | Q(all_branches=True),
                name="people_membership_manager_everywhere",
            ),
            ExclusionConstraint(
                name="people_membership_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (Coalesce(F("service_id"), Value(0)), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.get_role_display()}"


class MembershipBranch(models.Model):
    """A branch within the reach of a membership that has not all of them."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reach")
    branch = models.ForeignKey("places.Branch", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "branch"], name="people_membershipbranch_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.branch_id}"


class Invitation(ServicePrivate):
    """Somebody was asked by email to work here. Rights begin only when they accept, signed in."""

    public_id = PublicIdField()
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    all_branches = models.BooleanField(default=True)
    branch_ids = ArrayField(models.BigIntegerField(), default=list)
    language = models.CharField(max_length=2, default="en")
    invited_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "email", "role"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="people_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.email


class Device(ServicePrivate):
    """A tablet that stays at a branch. It opens the desk there for whoever gives their PIN."""

    public_id = PublicIdField()
    branch = models.ForeignKey("places.Branch", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, help_text="what is written on it")
    secret_hash = models.CharField(max_length=64)
    enrolled_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    enrolled_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    asleep_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class StaffPin(ServicePrivate):
    """The PIN by which somebody says who they are on a shared tablet of this service."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    pin_hash = models.CharField(max_length=128)
    chosen_at = models.DateTimeField()
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    asleep_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "account"], name="people_staffpin_one_each")
        ]

    def __str__(self) -> str:
        return f"PIN of {self.account_id}"
