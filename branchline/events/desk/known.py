"""Booking for somebody whom the library knows: looked up, and the form begins with how they are reached."""

from datetime import datetime
from typing import Any

from django.http import Http404

from branchline.core.pages import permitted
from branchline.core.requests import ServiceRequest
from branchline.messages.models import Route
from branchline.people.actions.privacy import note_read
from branchline.people.models import Resident
from branchline.people.permits import SEE_RESIDENTS
from branchline.people.queries import addressee_of, find_residents, resident_by_public_id

FIELDS = {Route.EMAIL: "email", Route.SMS: "mobile", Route.PHONE: "landline", Route.LETTER: "post"}
SHOWN = 8


def look_up(request: ServiceRequest) -> dict[str, Any]:
    """For the template: what was typed and who is called so, for those who may see residents."""
    if not SEE_RESIDENTS.allows(request.holdings):
        return {"may_look_up": False}
    typed = request.GET.get("who", "").strip()
    visible = SEE_RESIDENTS.visible(request.holdings)
    found = find_residents(text=typed, visible=visible, limit=SHOWN).page.rows if typed else []
    return {"may_look_up": True, "who": typed, "known": found}


def begin_with(request: ServiceRequest, *, page: str, now: datetime) -> dict[str, str]:
    """What the form begins with for the resident in the address; nothing without one. The read is noted."""
    public_id = request.GET.get("resident", "")[:20].replace("\0", "")
    if request.method == "POST" or not public_id:
        return {}
    found = resident_by_public_id(public_id=public_id)
    if found is None:
        raise Http404
    resident: Resident = permitted(request, SEE_RESIDENTS, found)
    note_read(person=resident, page=page, by=request.acting, now=now)
    to = addressee_of(person=resident)
    known = {"name": resident.called}
    if to.address:
        known |= {"reach": to.route.value, FIELDS[to.route]: to.address}
    return known
