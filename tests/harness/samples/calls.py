"""What the addresses of the room calls name."""

from ..addresses import Sample
from .rows import both, first

ROUND, PACK = first("calls.CallRound"), first("calls.Pack")

SAMPLES: dict[str, Sample] = {
    "calls:desk_done": first("calls.Attempt", worker__account__email="mina.manager@trafford.test"),
    "calls:desk_round": ROUND,
    "calls:desk_edit_round": ROUND,
    "calls:desk_script": ROUND,
    "calls:desk_asked": first("referrals.Referral", to_room="calls"),
    "calls:desk_choose": ROUND,
    "calls:desk_screening": first("calls.CallRound", promotional=True),
    "calls:desk_screening_numbers": first("calls.Screening"),
    "calls:desk_cohort": first("calls.Cohort"),
    "calls:desk_person": first("calls.RoundPerson"),
    "calls:desk_handover": first("people.Worker", doing__contains=["calls"]),
    "calls:desk_pack": PACK,
    "calls:desk_pack_paper": PACK,
    "calls:desk_pack_phone": PACK,
    "calls:desk_pack_call": both(PACK, lambda: [1]),
    "calls:desk_of": first("people.Resident", merged_into__isnull=True),
}
