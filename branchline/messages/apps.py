"""Nameplate of the room messages."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Check, DeskPage, Retention, Room, SitePage


class MessagesConfig(Room):
    """One outbox: email, text messages, letters and phone calls."""

    name = "branchline.messages"
    floor = 2
    title = _("Messages")

    def site_pages(self) -> Sequence[SitePage]:
        return [SitePage(_("See what was sent"), national="messages:mailbox", order=20, demo=True)]

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_OUTBOX

        return [DeskPage(_("Messages"), "messages:outbox", SEE_OUTBOX, 40)]

    def retention(self) -> Sequence[Retention]:
        from .actions import forgetting

        return [
            Retention(
                _("Words of messages and replies"),
                forgetting.TEXTS_KEPT_FOR,
                _("To answer questions about a message, and to print a spoilt letter again"),
                lambda now: forgetting.expire_texts(now=now),
            ),
            Retention(
                _("Lines of the outbox: to whom, by which route, what became of it"),
                forgetting.LINES_KEPT_FOR,
                _("To show that somebody was told, for two years"),
                lambda now: forgetting.remove_lines(now=now),
            ),
        ]

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)

    def checks(self, *, now: datetime) -> Sequence[Check]:
        from django.conf import settings

        name, carriers = "text messages", settings.BRANCHLINE_CARRIERS
        if settings.BRANCHLINE_DEMO:
            return [Check(name, True, "Demo: text messages go to the mailbox on the screen.")]
        if "notify" in carriers.values() and not settings.NOTIFY_KEYS:
            sentence = (
                "No key for GOV.UK Notify is set: text messages wait. Set NOTIFY_KEYS, or"
                " BRANCHLINE_SMS_BY=file."
            )
            return [Check(name, False, sentence)]
        return [Check(name, True, f"Text messages go out by {carriers['sms']}.")]
