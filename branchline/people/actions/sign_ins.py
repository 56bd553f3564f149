"""Where an account is signed in: noted while it is used, ended by its owner."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from branchline.core.actions import action
from branchline.people.models import Account, SignIn

KEPT_FOR = timedelta(days=60)


@action
def note_sign_in(
    *, account: Account, session_key: str, browser: str, system: str, tablet: str, now: datetime
) -> None:
    """A session is in use: its first sign makes the row, later ones say when it was seen last."""
    SignIn.objects.update_or_create(
        session_key=session_key,
        defaults={"account": account, "seen_at": now},
        create_defaults={
            "account": account, "browser": browser, "system": system, "tablet": tablet,
            "began_at": now, "seen_at": now,
        },
    )  # fmt: skip


@action
def end_sign_in(*, account: Account, public_id: str) -> None:
    """Sign out there: the next request from that device asks who it is. Again changes nothing."""
    end_sessions(SignIn.objects.filter(account=account, public_id=public_id))


def end_sessions(rows: QuerySet[SignIn]) -> None:
    """Drop the sessions, and what we noted of them."""
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()


@action
def forget_old_sign_ins(*, now: datetime) -> int:
    """Drop the notes of sessions that have not been used for two months; they are over by then."""
    return SignIn.objects.filter(seen_at__lt=now - KEPT_FOR).delete()[0]
