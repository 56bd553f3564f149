"""Jobs of the outbox."""

from branchline.core.jobs import job_in_steps


@job_in_steps(queue="messages")
def deliver(*, service_id: int, message: str) -> None:
    """Deliver one message."""
