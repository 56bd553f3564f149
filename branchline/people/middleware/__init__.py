"""Who acts in a request; named in the settings as `branchline.people.middleware.WhoActs`."""

from .who_acts import WhoActs

__all__ = ["WhoActs"]
