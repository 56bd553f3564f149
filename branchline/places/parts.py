"""What other rooms may embed: a postcode field. Door of the room."""

from .forms.fields import PostcodeField

__all__ = ["PostcodeField"]
