"""What is on, for anybody's programs: events and their dates."""

from .routes import router

__all__ = ["router"]
