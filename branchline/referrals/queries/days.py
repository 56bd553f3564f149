"""Working days: Monday to Friday without the bank holidays of the service's nation."""

from datetime import date, timedelta

from branchline.core.scoping import current_service_id
from branchline.places.models import Service
from branchline.places.queries import bank_holidays

LONGEST = timedelta(days=120)
"""Sixty working days with all their holidays."""


def working_day_after(day: date, number: int) -> date:
    """The day that many working days after this one, of the current service. One query."""
    nation = Service.objects.values_list("nation", flat=True).get(pk=current_service_id())
    free = bank_holidays(nation, first=day, last=day + LONGEST)
    while number > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in free:
            number -= 1
    return day
