"""What people agree to and what they do not want. Both are sentences with a date, never a tick alone."""

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.messages.models import Route
from branchline.places.models import ServicePrivate

from .contacts import Contact
from .residents import Resident


class Purpose(models.TextChoices):
    """Why we would get in touch, or use what we know."""

    OWN_AFFAIRS = "own_affairs", _("About what they booked, borrowed or asked for")
    NEWS = "news", _("News and what’s on")
    CALLS = "calls", _("Friendly phone calls")
    RESEARCH = "research", _("Surveys and research")
    STORIES = "stories", _("Telling their story")
    SHARING = "sharing", _("Passing their details on to a partner")
    WELFARE = "welfare", _("Seeing that they are well in an emergency")

    @property
    def asks_first(self) -> bool:
        """Whether it needs a yes. The rest is the library's own task or what they asked for."""
        return self in WORDINGS


class Basis(models.TextChoices):
    """Lawful bases of UK GDPR article 6(1) that a library uses."""

    CONSENT = "consent", _("They agreed")
    PUBLIC_TASK = "public_task", _("The library’s public task")
    CONTRACT = "contract", _("What they asked us to do")
    LEGITIMATE_INTERESTS = "legitimate_interests", _("The library’s legitimate interests")
    VITAL_INTERESTS = "vital_interests", _("To protect somebody’s life")


WORDINGS: "dict[Purpose, tuple[str, str | Promise]]" = {
    Purpose.NEWS: ("news-1", _("You may tell me about events and news of the library.")),
    Purpose.CALLS: ("calls-1", _("You may phone me for a friendly chat.")),
    Purpose.RESEARCH: ("research-1", _("You may ask me to take part in surveys and research.")),
    Purpose.STORIES: ("stories-1", _("You may tell my story in the words that I have read.")),
    Purpose.SHARING: (
        "sharing-1",
        _("You may pass my details on to the partner that I have named."),
    ),
}
"""What people say yes to, with its version. A new text takes a new version; the old rows keep theirs."""


class Answer(models.TextChoices):
    """What they said."""

    GIVEN = "given", _("Yes")
    REFUSED = "refused", _("No")
    WITHDRAWN = "withdrawn", _("No longer")


class Consent(ServicePrivate):
    """One answer at one moment. Rows are only ever added: the newest for a purpose is what holds.

    The web role may not change a row (see the migration); only merging may move it to another record.
    """

    public_id = PublicIdField()
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, null=True, related_name="consents"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, null=True, related_name="consents"
    )
    purpose = models.CharField(max_length=12, choices=Purpose)
    answer = models.CharField(max_length=10, choices=Answer)
    basis = models.CharField(max_length=22, choices=Basis, default=Basis.CONSENT)
    wording = models.CharField(max_length=24, help_text="version of the words they were shown")
    words = models.TextField(help_text="those words, in the language they were shown")
    evidence = models.CharField(max_length=300, help_text="how we know: form, call, letter")
    channel = models.CharField(max_length=10)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, contact__isnull=True)
                | Q(resident__isnull=True, contact__isnull=False),
                name="people_consent_of_one_person",
            )
        ]
        indexes = [
            models.Index(
                fields=["resident", "purpose", "-said_at", "-id"], name="people_consent_newest"
            ),
            models.Index(fields=["contact", "purpose"], name="people_consent_of_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.answer}"


class MarkKind(models.TextChoices):
    """What a mark says."""

    DECEASED = "deceased", _("Has died")
    DO_NOT_CONTACT = "do_not_contact", _("Do not contact")


class MarkSource(models.TextChoices):
    """Who told us."""

    PERSON = "person", _("They said so")
    FAMILY = "family", _("Their family")
    PARTNER = "partner", _("A partner or the council")
    REGISTER = "register", _("A register of deaths")
    STAFF = "staff", _("A colleague knows")
    MESSAGE = "message", _("An answer to a message")


class Mark(ServicePrivate):
    """Has died, or do not contact: everywhere, by one route, or for one purpose. Every room obeys."""

    public_id = PublicIdField()
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, null=True, related_name="marks"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="marks")
    kind = models.CharField(max_length=14, choices=MarkKind)
    route = models.CharField(max_length=8, choices=Route, blank=True, help_text="only by this one")
    purpose = models.CharField(
        max_length=12, choices=Purpose, blank=True, help_text="only for this"
    )
    source = models.CharField(max_length=8, choices=MarkSource)
    since = models.DateField(help_text="the day they died, or said so")
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resident__isnull=False, contact__isnull=True)
                | Q(resident__isnull=True, contact__isnull=False),
                name="people_mark_of_one_person",
            ),
            models.CheckConstraint(
                condition=~Q(kind="deceased") | Q(route="", purpose=""),
                name="people_mark_death_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(route="") | Q(purpose=""), name="people_mark_one_scope"
            ),
        ]
        indexes = [
            models.Index(
                fields=["resident"], condition=Q(lifted_at__isnull=True), name="people_mark_holds"
            ),
            models.Index(
                fields=["contact"], condition=Q(lifted_at__isnull=True), name="people_mark_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def person(self) -> Resident | Contact:
        """Whom it is about: one or the other, by constraint."""
        return self.resident or self.contact  # type: ignore[return-value]

    @property
    def words(self) -> str:
        """What it says, with its scope."""
        said = str(self.get_kind_display())
        if self.route:
            return f"{said}: {Route(self.route).label}"
        return f"{said}: {Purpose(self.purpose).label}" if self.purpose else said
