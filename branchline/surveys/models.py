"""A survey, its answers, and own words apart from both. No table here knows a person."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.core.scoping import ScopedManager
from branchline.core.words import TranslatedField
from branchline.places.models import Branch, ServicePrivate

from .data import Question, QuestionSet, question_set

WORDS_LIMIT = 1000
"""Letters of a remark."""


class Asked(models.TextChoices):
    """How often the same people are asked."""

    ONCE = "once", _("Once, after it")
    TWICE = "twice", _("Before and after, to see what changed")
    THRICE = "thrice", _("Three times: before, after, and later once more")


class Moment(models.TextChoices):
    """Which of the times."""

    ONCE = "once", _("Once")
    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    LATER = "later", _("Later once more")


class How(models.TextChoices):
    """How the answers reached us."""

    LINK = "link", _("By link")
    QR = "qr", _("By the square code")
    PAPER = "paper", _("On paper")
    READ_OUT = "read_out", _("Read out")


class Standing(models.TextChoices):
    """Where a survey is in its life."""

    COMING = "coming", _("Not open yet")
    OPEN = "open", _("Open")
    ENDED = "ended", _("Ended, paper can still be entered")
    CLOSED = "closed", _("Closed")


MOMENTS = {
    Asked.ONCE: (Moment.ONCE,),
    Asked.TWICE: (Moment.BEFORE, Moment.AFTER),
    Asked.THRICE: (Moment.BEFORE, Moment.AFTER, Moment.LATER),
}


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Named filters."""

    def not_closed(self) -> "SurveyQuerySet":
        """Nobody has closed it."""
        return self.filter(closed_at__isnull=True)

    def answerable(self, now: datetime) -> "SurveyQuerySet":
        """The public may answer."""
        return self.not_closed().filter(
            Q(closes_at__isnull=True) | Q(closes_at__gt=now), opens_at__lte=now
        )

    def about(self, kind: str, public_id: str) -> "SurveyQuerySet":
        """About one thing of another room: ("events.occurrence", "k7mp2x9d3f")."""
        return self.filter(about_kind=kind, about_id=public_id)


class Survey(ServicePrivate):
    """Some question sets asked about one thing. `about` is a room’s word and a public id."""

    public_id = PublicIdField()
    title = TranslatedField()
    intro = TranslatedField(help_text="a line of our own above the questions; may be empty")
    sets = ArrayField(models.CharField(max_length=40), help_text="keys of question sets: ons4-1")
    about_kind = models.CharField(max_length=40, blank=True, help_text="events.occurrence")
    about_id = models.CharField(max_length=40, blank=True, help_text="its public id")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+")
    asked_when = models.CharField(max_length=6, choices=Asked, default=Asked.ONCE)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, help_text="no more answers from the public")
    closed_at = models.DateTimeField(null=True, help_text="closed by a person: no more at all")
    salt = models.CharField(
        max_length=64, blank=True, help_text="for the codes of pairs; destroyed at closing"
    )
    made_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(SurveyQuerySet)()  # type: ignore[misc]  # the scope stays, filters are added

    class Meta:
        indexes = [
            models.Index(fields=["service", "about_kind", "about_id"], name="surveys_survey_about"),
            models.Index(
                fields=["service", "-opens_at", "-public_id"], name="surveys_survey_newest"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="surveys_survey_forwards",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(salt=""), name="surveys_survey_salt_gone"
            ),
            models.CheckConstraint(condition=~Q(sets=[]), name="surveys_survey_asks"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def question_sets(self) -> list[QuestionSet]:
        """What is asked, in order."""
        return [question_set(key) for key in self.sets]

    @property
    def questions(self) -> dict[str, Question]:
        """All questions by id, in the order in which they are asked."""
        return {q.id: q for each in self.question_sets for q in each.questions}

    @property
    def is_repeated(self) -> bool:
        """The same people are asked more than once."""
        return self.asked_when != Asked.ONCE

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The times at which people are asked."""
        return MOMENTS[Asked(self.asked_when)]

    @property
    def drafted(self) -> bool:
        """Some of its Welsh has not been read by a person."""
        return any(each.drafted for each in self.question_sets)

    def standing(self, now: datetime) -> Standing:
        """Where it is in its life."""
        if self.closed_at is not None:
            return Standing.CLOSED
        if now < self.opens_at:
            return Standing.COMING
        if self.closes_at is not None and now >= self.closes_at:
            return Standing.ENDED
        return Standing.OPEN


class Response(ServicePrivate):
    """One form, answered. Codes only; left-out questions are not in it."""

    public_id = PublicIdField()
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    answers = models.JSONField(default=dict, help_text="{question id: code}")
    how = models.CharField(max_length=8, choices=How)
    moment = models.CharField(max_length=6, choices=Moment)
    pair_code = models.CharField(
        max_length=64, blank=True, help_text="a hash that joins before and after; of nobody’s name"
    )
    language = models.CharField(max_length=2)
    received_at = models.DateTimeField()
    entered_by = models.BigIntegerField(
        null=True, help_text="the account that typed paper in; null when the person sent it"
    )

    class Meta:
        indexes = [
            models.Index(fields=["survey", "moment"], name="surveys_response_of_survey"),
            models.Index(fields=["service", "received_at"], name="surveys_response_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(moment=Moment.ONCE) | Q(pair_code=""),
                name="surveys_response_pair_needs_two",
            ),
            models.CheckConstraint(
                condition=Q(how__in=(How.LINK, How.QR), entered_by__isnull=True)
                | Q(how__in=(How.PAPER, How.READ_OUT)),
                name="surveys_response_entered_by",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Remark(ServicePrivate):
    """Own words, deliberately without a way back to the answers that came with them.

    May hold names or worse, since people write what they like: read by permit, gone after two years.
    """

    public_id = PublicIdField()
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="remarks")
    question = models.CharField(max_length=60)
    words = models.TextField(max_length=WORDS_LIMIT)
    looks_personal = models.BooleanField(help_text="an address, number or postcode stands in it")
    language = models.CharField(max_length=2)
    received_on = models.DateField(help_text="the day only: a moment would lead to the answers")
    struck_at = models.DateTimeField(null=True, help_text="when somebody took names out")

    class Meta:
        indexes = [
            models.Index(
                fields=["survey", "-received_on", "-public_id"], name="surveys_remark_newest"
            ),
            models.Index(fields=["service", "received_on"], name="surveys_remark_age"),
        ]

    def __str__(self) -> str:
        return self.public_id


class AskedCount(ServicePrivate):
    """How many people were asked, at each moment: without it no response rate is honest."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="asked_counts")
    moment = models.CharField(max_length=6, choices=Moment)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "moment"], name="surveys_askedcount_one_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.people} ({self.moment})"
