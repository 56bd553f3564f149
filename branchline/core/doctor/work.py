"""The worker: whether it is alive, and what lies undone."""

from datetime import datetime, timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from ..models import Beat
from ..rooms import Check

OLDEST_BEAT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_AT_IT = timedelta(hours=1)


def heard(now: datetime) -> Check:
    """A worker has said within five minutes that it lives."""
    last = Beat.objects.filter(name="worker").first()
    if last is None or now - last.beat_at > OLDEST_BEAT:
        since = f"since {last.beat_at:%d %B, %H:%M} UTC" if last else "yet"
        return Check(
            "worker",
            False,
            f"No worker has been heard {since}: messages wait. Run `branchline worker`.",
        )
    return Check("worker", True, "The worker was heard within five minutes.")


def jobs(now: datetime) -> Check:
    """Nothing was given up, is stuck, or waits too long."""
    all_jobs = ProcrastinateJob.objects
    given_up = all_jobs.filter(status="failed").count()
    stuck = all_jobs.filter(
        status="doing", procrastinateevent__at__lt=now - LONGEST_AT_IT
    ).exclude(procrastinateevent__at__gte=now - LONGEST_AT_IT).distinct().count()  # fmt: skip
    due = all_jobs.filter(status="todo").exclude(scheduled_at__gt=now - LONGEST_WAIT)
    late = due.filter(procrastinateevent__type="deferred",
                      procrastinateevent__at__lt=now - LONGEST_WAIT).distinct().count()  # fmt: skip
    wrong = [
        words
        for count, words in (
            (given_up, f"{given_up} were given up after many tries"),
            (stuck, f"{stuck} have been under way for more than an hour"),
            (late, f"{late} have waited for more than 15 minutes"),
        )
        if count
    ]
    if wrong:
        names = all_jobs.filter(status="failed").values_list("task_name", flat=True).distinct()[:3]
        which = f" ({', '.join(names)})" if given_up else ""
        return Check(
            "jobs", False, f"Of the jobs behind the pages, {'; '.join(wrong)}{which}. Look at the worker’s log;"
            " `branchline manage procrastinate shell` shows and retries them.",
        )  # fmt: skip
    return Check("jobs", True, "No job was given up, is stuck or late.")
