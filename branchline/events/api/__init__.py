"""What is on, for anybody's programs: events and their dates, and as Open Referral UK has services."""

from .open_referral.routes import router as open_referral
from .routes import router

__all__ = ["open_referral", "router"]
