"""What a SIP code says of a call: it fills the outcome in, and the caller confirms or corrects it.

Sources: RFC 3261, section 21 (the codes), RFC 3398, section 7.2.4.1, and RFC 5359 (what exchanges make of the causes of
the telephone network, ITU-T Q.850: 1 unallocated is 404, 17 busy 486, 18 no reply 408, 19 no answer 480, 22 changed 410,
28 incomplete 484).
"""

from collections.abc import Mapping

from ..ladder import Outcome

ASKED, TRYING, ANSWERED = 0, 100, 200
NOT_OURS = 503
"""No line to ring on: the desk's telephone, the PBX or the network. It says nothing of the person."""
BUSY, NOBODY, WRONG = Outcome.BUSY, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER

MEANS: Mapping[int, Outcome] = {
    404: WRONG,  # Not Found: the number is nobody's
    408: NOBODY,  # Request Timeout: rang out
    410: WRONG,  # Gone: the number has changed
    480: NOBODY,  # Temporarily Unavailable: nobody picked up, or switched off
    484: WRONG,  # Address Incomplete: a digit is missing
    486: BUSY,  # Busy Here
    487: NOBODY,  # Request Terminated: the caller hung up while it rang
    600: BUSY,  # Busy Everywhere
    604: WRONG,  # Does Not Exist Anywhere
}
"""Where a code is not here it says too little: 200 may be an answerphone, 603 a call screener, 5xx is our side."""


def is_final(code: int | None) -> bool:
    """Whether the ringing is over."""
    return code is not None and code >= ANSWERED


def outcome_of(code: int | None) -> Outcome | None:
    """What a caller most likely reports; None where only they can say."""
    return MEANS.get(code or 0)
