"""How tasks and clocks are said."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import get_language

from branchline.core.design.dates import day_words, when_words
from branchline.messages.models import Route

from ..models import Task

register = template.Library()


@register.filter
def late(task: Task, now: datetime) -> bool:
    """Past its moment and still to do."""
    return task.is_late(now)


@register.filter
def due_words(task: Task) -> str:
    """ "Tuesday 5 October", or with its time when it is due at a moment."""
    if task.whole_day:
        return day_words(task.due_at - timedelta(minutes=1), get_language())
    return when_words(task.due_at, lang=get_language())


@register.filter
def by_route(code: str) -> str:
    """ "Text message", of a route's code."""
    return str(Route(code).label) if code in Route.values else code
