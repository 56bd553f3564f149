"""What the room writes into the ledger. Never a who, and of a concern no library either: few are raised."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

TASK_ADDED = Kind("concerns.task_added", _("tasks added"), sensitive=True)
TASK_DONE = Kind("concerns.task_done", _("tasks done"), sensitive=True)
TASK_DROPPED = Kind("concerns.task_dropped", _("tasks dropped"), sensitive=True)

RAISED = Kind("concerns.raised", _("safeguarding concerns raised"), sensitive=True)
ACKNOWLEDGED = Kind(
    "concerns.acknowledged", _("safeguarding concerns acknowledged"), sensitive=True
)
ACKNOWLEDGED_LATE = Kind(
    "concerns.acknowledged_late", _("safeguarding concerns acknowledged late"), sensitive=True
)
CLOSED = Kind("concerns.closed", _("safeguarding concerns closed"), sensitive=True)
REOPENED = Kind("concerns.reopened", _("safeguarding concerns opened again"), sensitive=True)
