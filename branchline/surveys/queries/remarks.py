"""Own words, for those who may read them."""

from django.db.models import QuerySet

from ..errors import NoSuchRemark
from ..models import Remark, Survey


def remarks_of(*, survey: Survey) -> QuerySet[Remark]:
    """What people wrote, newest day first; struck-out ones only while something is left of them."""
    return (
        Remark.objects.filter(survey=survey)
        .exclude(words="")
        .order_by("-received_on", "-public_id")
    )


def remark_by_public_id(*, public_id: str) -> Remark:
    """One of them, with its survey. One query. Raises `NoSuchRemark`."""
    found = (
        Remark.objects.select_related("survey__branch")
        .filter(public_id=public_id[:20])
        .exclude(words="")
        .first()
    )
    if found is None:
        raise NoSuchRemark
    return found
