"""What the outbox leaves to its worker."""

from branchline.core.jobs import Errand

DELIVER = Errand("branchline.messages.jobs.deliver", queue="messages")
"""Deliver one message; carries its public id."""
