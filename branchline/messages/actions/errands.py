"""What the outbox leaves to its worker."""

from branchline.core.jobs import Errand

DELIVER = Errand("branchline.messages.jobs.deliver", queue="messages")
"""Deliver what is due, or one message, whose public id it carries."""
