"""Tags that other rooms load: `{% load surveys %}`."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from branchline.core import clock
from branchline.surveys import parts

register = template.Library()


@register.inclusion_tag("surveys/_tell_us.html", takes_context=True)
def tell_us(context: dict[str, Any], about: str, qr: bool = True) -> dict[str, Any]:
    """A block "Tell us how it was" with link and square code; nothing when nothing is asked. One query."""
    survey = parts.survey_for(about=about, now=context.get("now") or clock.now())
    if survey is None:
        return {"tell": None}
    words = _("Square code that opens the questions on a phone")
    return {"tell": parts.tell_us(context["request"], survey, words=words), "qr": qr}
