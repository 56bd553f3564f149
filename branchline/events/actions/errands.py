"""What the actions of the room leave for the worker, by name. Who does it: jobs.py."""

from branchline.core.jobs import Errand

DRAW = Errand("branchline.events.jobs.draw")
EXPIRE_OFFER = Errand("branchline.events.jobs.expire_offer")
PUBLISH = Errand("branchline.events.jobs.publish")
