"""Where somebody is signed in: their own devices, and shared tablets where they gave their PIN."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as _

from branchline.core.ids import PublicIdField
from branchline.core.tables import TableClass

from .accounts import Account


class SignIn(models.Model):
    """One session of an account. Purpose: that its owner sees where they are signed in, and can end it.
    No network address: nobody needs it. Read and ended by its owner only."""

    table_class: ClassVar[TableClass] = TableClass.ORGANISATION_OWNED

    public_id = PublicIdField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    tablet = models.CharField(
        max_length=200, blank=True, help_text="the shared tablet and its branch"
    )
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="noted once an hour at most")

    class Meta:
        indexes = [models.Index(fields=["seen_at"], name="people_signin_oldest")]

    def __str__(self) -> str:
        return self.device

    @property
    def device(self) -> str:
        """ "Firefox on Windows", or the name of a shared tablet."""
        if self.tablet:
            return _("Shared tablet: %(name)s") % {"name": self.tablet}
        if self.browser and self.system:
            return _("%(browser)s on %(system)s") % {"browser": self.browser, "system": self.system}
        return self.browser or self.system or _("A device we can’t name")
