"""Where the walks take their examples from, by the name of the address."""

from ..addresses import Sample
from . import (
    calls,
    campaigns,
    concerns,
    core,
    devices,
    events,
    live,
    messages,
    open_data,
    people,
    places,
    referrals,
    skills,
    surveys,
)

SAMPLES: dict[str, Sample] = {
    **calls.SAMPLES,
    **campaigns.SAMPLES,
    **concerns.SAMPLES,
    **core.SAMPLES,
    **devices.SAMPLES,
    **open_data.SAMPLES,
    **live.SAMPLES,
    **places.SAMPLES,
    **events.SAMPLES,
    **people.SAMPLES,
    **messages.SAMPLES,
    **surveys.SAMPLES,
    **referrals.SAMPLES,
    **skills.SAMPLES,
}

UNOPENED = (
    devices.UNOPENED | live.UNOPENED | events.UNOPENED | messages.UNOPENED | referrals.UNOPENED
)
"""Behind a link that works the secret is the key; the mailbox shows the demo's own copies to everybody."""
NAMED_ONLY = concerns.NAMED_ONLY
"""Whose own tests open them."""
