"""What the addresses of the room people name."""

from typing import Any

from ..addresses import Sample
from .rows import both, first


def _partner() -> list[Any]:
    from branchline.core import clock
    from branchline.people.queries import partners

    return [partners(today=clock.today())[0].organisation.public_id]


RESIDENT = first("people.Resident", merged_into__isnull=True)
CONTACT = first("people.Contact")

WORKER = first("people.Worker", ended_on__isnull=True)

SAMPLES: dict[str, Sample] = {
    "people:change_membership": first("people.Membership"),
    "people:end_membership": first("people.Membership"),
    "people:withdraw_invitation": first("people.Invitation"),
    "people:end_partner": _partner,
    "people:worker": WORKER,
    "people:change_worker": WORKER,
    "people:worker_seen": WORKER,
    "people:worker_week": WORKER,
    "people:worker_away": WORKER,
    "people:worker_time": WORKER,
    "people:end_worker": WORKER,
    "people:back_again": first("people.Absence"),
    "people:keep": lambda: ["people.residents"],
    "people:retire": first("people.Device"),
    "people:sign_out_there": first("people.SignIn"),
    "people:invitation": lambda: ["no-such-invitation"],
    "people:no_password": lambda: ["reset/"],
    "people:resident": RESIDENT,
    "people:change_resident": RESIDENT,
    "people:add_route": RESIDENT,
    "people:add_card": RESIDENT,
    "people:add_need": RESIDENT,
    "people:add_carer": RESIDENT,
    "people:end_carer": first("people.ActsFor", ended_at__isnull=True),
    "people:add_consent": RESIDENT,
    "people:add_mark": RESIDENT,
    "people:household": RESIDENT,
    "people:live_apart": RESIDENT,
    "people:seen_by": RESIDENT,
    "people:resident_copy": RESIDENT,
    "people:resident_file": RESIDENT,
    "people:erase_resident": RESIDENT,
    "people:contact": CONTACT,
    "people:vouch": CONTACT,
    "people:send_code": CONTACT,
    "people:prove": CONTACT,
    "people:contact_consent": CONTACT,
    "people:contact_mark": CONTACT,
    "people:contact_copy": CONTACT,
    "people:contact_file": CONTACT,
    "people:erase_contact": CONTACT,
    "people:decide": both(CONTACT, RESIDENT),
    "people:remove_route": first("people.ResidentRoute"),
    "people:prefer_route": first("people.ResidentRoute"),
    "people:remove_card": first("people.ExternalId"),
    "people:review_need": first("people.CommunicationNeed", ended_at__isnull=True),
    "people:lift_mark": first("people.Mark"),
    "people:duplicate": first("people.Duplicate", verdict="open"),
    "people:undo_merge": first("people.Merge"),
    "people:undo_link": first("people.ContactLink"),
}
