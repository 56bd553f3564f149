"""The demo's broadcasts: one that is planned, and one that went out. Part of the door `demo`.

Beside them `show` keeps a rhyme time live right now, with a film of our own; only `branchline demo` starts it.
"""

from datetime import datetime, timedelta

from branchline.core.scoping import scope
from branchline.events.models import Occurrence
from branchline.places.models import Service

from ..actions import begin_sending, end_broadcast, plan_broadcast, remove_item
from ..models import Broadcast, Source
from ..queries import not_cleared
from .cast import DEMO, HOME
from .looking import look_at_everything
from .sheet import write_sheet


def load(*, now: datetime) -> None:
    """The next online date goes out live, and one before it did. Loading again adds nothing."""
    home = Service.objects.filter(slug=HOME).first()
    if home is None:
        return
    with scope(home.pk):
        if Broadcast.objects.exists():
            return
        online = Occurrence.objects.scheduled().filter(event__setting="online", starts_at__gt=now)
        dates = list(online.order_by("starts_at", "pk")[:2])
        for occurrence in dates:
            broadcast = plan_broadcast(occurrence=occurrence, by=DEMO, now=now)
            write_sheet(broadcast, now=now)
        if len(dates) == 2:
            _went_out(dates[1].broadcast, now=now)


def _went_out(broadcast: Broadcast, *, now: datetime) -> None:
    """It was tried half an hour ago, and is over."""
    began = now - timedelta(minutes=30)
    # A book by whose right nobody knew: it was left out.
    for item in not_cleared(broadcast):
        remove_item(item=item, by=DEMO, now=began)
    look_at_everything(broadcast, now=began)
    begin_sending(broadcast=broadcast, source=Source.BROWSER, by=DEMO, now=began)
    end_broadcast(broadcast=broadcast, by=DEMO, now=began + timedelta(minutes=25))
