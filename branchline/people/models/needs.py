"""Communication needs by the Accessible Information Standard (NHS England, DAPB1605 v4.0, July 2025).

Its six steps are the fields: identify, record, flag, share, meet, review.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from branchline.core.ids import PublicIdField
from branchline.places.models import ServicePrivate

REVIEW_AFTER = timedelta(days=365)
"""The standard asks for a regular review; a year is what libraries renew a card by."""


class Group(models.TextChoices):
    """The standard's four groups of needs."""

    CONTACT = "contact", _("How to get in touch")
    FORMAT = "format", _("How information looks or sounds")
    SUPPORT = "support", _("What helps in a conversation")
    PROFESSIONAL = "professional", _("Somebody who helps to communicate")


class Need(models.TextChoices):
    """What somebody needs, never why: no diagnosis is kept."""

    TEXT_ONLY = "text_only", _("Text or email, not voice calls")
    RELAY = "relay", _("Calls through Relay UK (18002 before the number)")
    BSL_VIDEO = "bsl_video", _("Video calls in British Sign Language")
    PHONE_ONLY = "phone_only", _("Phone calls, nothing in writing")
    LONGER_RING = "longer_ring", _("Let it ring for longer")
    VIA_CARER = "via_carer", _("Through a carer or relative they have named")
    LARGE_PRINT = "large_print", _("Large print")
    EASY_READ = "easy_read", _("Easy read")
    BRAILLE = "braille", _("Braille")
    AUDIO = "audio", _("Audio, or read aloud")
    COLOURED_PAPER = "coloured_paper", _("Coloured paper, or other contrast")
    SCREEN_READER = "screen_reader", _("Electronic text for a screen reader")
    PLAIN_WORDS = "plain_words", _("Short sentences and plain words")
    HEARING_LOOP = "hearing_loop", _("A hearing loop")
    LIP_READS = "lip_reads", _("Lip-reads: face them, in good light")
    MORE_TIME = "more_time", _("More time to speak and to decide")
    QUIET_PLACE = "quiet_place", _("A quiet place to talk")
    COMMUNICATION_BOARD = "communication_board", _("A communication board or passport")
    BSL_INTERPRETER = "bsl_interpreter", _("A British Sign Language interpreter")
    DEAFBLIND_GUIDE = "deafblind_guide", _("A communicator guide for deafblind people")
    LIP_SPEAKER = "lip_speaker", _("A lipspeaker or speech-to-text reporter")
    INTERPRETER = "interpreter", _("An interpreter for their language")
    ADVOCATE = "advocate", _("An advocate")

    @property
    def group(self) -> Group:
        """Which of the standard's groups it belongs to."""
        return next(group for group, needs in GROUPS.items() if self in needs)


GROUPS: dict[Group, tuple[Need, ...]] = {
    Group.CONTACT: (Need.TEXT_ONLY, Need.RELAY, Need.BSL_VIDEO, Need.PHONE_ONLY, Need.LONGER_RING, Need.VIA_CARER),
    Group.FORMAT: (Need.LARGE_PRINT, Need.EASY_READ, Need.BRAILLE, Need.AUDIO, Need.COLOURED_PAPER, Need.SCREEN_READER, Need.PLAIN_WORDS),
    Group.SUPPORT: (Need.HEARING_LOOP, Need.LIP_READS, Need.MORE_TIME, Need.QUIET_PLACE, Need.COMMUNICATION_BOARD),
    Group.PROFESSIONAL: (Need.BSL_INTERPRETER, Need.DEAFBLIND_GUIDE, Need.LIP_SPEAKER, Need.INTERPRETER, Need.ADVOCATE),
}  # fmt: skip


class CommunicationNeed(ServicePrivate):
    """One need of one resident. Purpose: to be understood; flagged wherever their record is opened."""

    public_id = PublicIdField()
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="needs")
    need = models.CharField(max_length=24, choices=Need)
    note = models.CharField(max_length=300, blank=True, help_text="in their own words")
    identified_on = models.DateField(help_text="identify: when they told us")
    recorded_at = models.DateTimeField(help_text="record")
    recorded_by = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    flagged = models.BooleanField(default=True, help_text="flag: shown at the top of the record")
    may_be_shared = models.BooleanField(
        default=False, help_text="share: they agree that partners whom we send them to are told"
    )
    met_how = models.CharField(max_length=300, blank=True, help_text="meet: what we do about it")
    review_on = models.DateField(help_text="review: ask again by then")
    reviewed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="no longer needed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "need"],
                condition=models.Q(ended_at__isnull=True),
                name="people_need_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["service", "review_on"],
                condition=models.Q(ended_at__isnull=True),
                name="people_need_to_review",
            )
        ]

    def __str__(self) -> str:
        return self.get_need_display()
