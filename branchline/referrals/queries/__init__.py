"""Reads of the room referrals. Door of the room."""

from .about import about
from .coming_in import (
    coming_in,
    coming_in_at,
    how_many_coming_in,
    said_beside,
    whose,
    why_of,
)
from .days import working_day_after
from .facts import (
    WORDING,
    consent_words,
    facts_for_partner,
    known_facts,
    may_be_read,
    may_be_told,
    may_go_on,
    perhaps_unwished,
    reach_of_offer,
)
from .lists import Sought, listed, listed_for_partner
from .offers import offer_at, offers, partners_for
from .referrals import (
    ANSWER,
    Age,
    Board,
    board,
    keys_of,
    open_for,
    partners_accounts,
    referral_at,
    referral_by_link,
    referrals_of,
    to_ask_about,
    unanswered,
    waiting_to_be_felt,
)

__all__ = [
    "ANSWER",
    "Sought",
    "WORDING",
    "Age",
    "Board",
    "about",
    "board",
    "coming_in",
    "coming_in_at",
    "consent_words",
    "facts_for_partner",
    "how_many_coming_in",
    "keys_of",
    "known_facts",
    "listed",
    "listed_for_partner",
    "may_be_read",
    "may_be_told",
    "may_go_on",
    "offer_at",
    "offers",
    "open_for",
    "partners_accounts",
    "partners_for",
    "perhaps_unwished",
    "reach_of_offer",
    "referral_at",
    "referral_by_link",
    "referrals_of",
    "said_beside",
    "to_ask_about",
    "unanswered",
    "waiting_to_be_felt",
    "whose",
    "why_of",
    "working_day_after",
]
