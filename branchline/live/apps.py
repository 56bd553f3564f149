"""Nameplate of the room live."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from branchline.core.rooms import Check, DeskPage, OnScreen, Retention, Room


class LiveConfig(Room):
    """See README.md."""

    name = "branchline.live"
    floor = 6
    colour = "#8A1C5A"
    title = _("Live")

    def desk_pages(self) -> Sequence[DeskPage]:
        from .permits import SEE_BROADCASTS

        return [DeskPage(_("Live"), "live:desk", SEE_BROADCASTS, order=25, below=("live",))]

    def on_screen(self, *, dates: Sequence[str]) -> Mapping[str, OnScreen]:
        from .parts import on_screen

        return on_screen(dates=dates)

    def way_in(self, *, date: str) -> str:
        from .parts import way_in

        return way_in(date=date)

    def live_now(self, *, service_id: int | None = None) -> Sequence[OnScreen]:
        from .parts import live_now

        return live_now(service_id=service_id)

    def retention(self) -> Sequence[Retention]:
        from .actions import (
            KEPT_FOR,
            KEPT_LEAST,
            PERMISSIONS_KEPT_FOR,
            PERMISSIONS_KEPT_LEAST,
            QUESTIONS_KEPT_FOR,
            QUESTIONS_KEPT_LEAST,
            remove_old_permissions,
            remove_old_questions,
            remove_old_recordings,
        )

        return [
            Retention(
                what=_("Recordings of what went out live"),
                kept_for=KEPT_FOR,
                because=_("So long a replay can be put up, and a question about it answered."),
                remove=lambda now, kept_for: remove_old_recordings(now=now, kept_for=kept_for),
                name="live.recordings",
                least=KEPT_LEAST,
            ),
            Retention(
                what=_("Questions that were asked of a broadcast"),
                kept_for=QUESTIONS_KEPT_FOR,
                because=_("So long staff can answer what there was no time for."),
                remove=lambda now, kept_for: remove_old_questions(now=now, kept_for=kept_for),
                name="live.questions",
                least=QUESTIONS_KEPT_LEAST,
            ),
            Retention(
                what=_("Emails and licences that say why something may go out live"),
                kept_for=PERMISSIONS_KEPT_FOR,
                because=_("So long after the last time somebody can say that we had no right."),
                remove=lambda now, kept_for: remove_old_permissions(now=now, kept_for=kept_for),
                name="live.permissions",
                least=PERMISSIONS_KEPT_LEAST,
            ),
        ]

    def checks(self, *, now: datetime) -> Sequence[Check]:
        from .doctor import checks

        return checks()

    def demo(self, *, now: datetime) -> None:
        from .demo import load

        load(now=now)
